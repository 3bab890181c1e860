"""Makes ``lines.geojson``: small rivers and railways drawn by hand between places of known position (GeoNames).

    python draw_lines.py

Nothing here is surveyed: a bend without a town is a guess. Longitude, latitude; WGS 84.
"""

from __future__ import annotations

import json
from pathlib import Path

RIVERS = {
    "Vorotan": [[45.73, 39.81], [45.78, 39.71], [45.86, 39.62], [45.9445, 39.5655], [46.027, 39.52], [46.12, 39.492],
                [46.2, 39.435], [46.265, 39.4], [46.35, 39.42], [46.44, 39.4], [46.52, 39.37], [46.58, 39.342],
                [46.65, 39.27], [46.73, 39.2], [46.79, 39.155]],
    "Hakari": [[46.38, 39.88], [46.42, 39.79], [46.5, 39.68], [46.545, 39.627], [46.58, 39.54], [46.63, 39.43],
               [46.65, 39.32], [46.73, 39.2]],
    "Okhchi": [[46.04, 39.16], [46.157, 39.149], [46.26, 39.19], [46.407, 39.206], [46.472, 39.2], [46.55, 39.13],
               [46.66, 39.083], [46.722, 39.035]],
    "Arpa": [[45.68, 39.93], [45.671, 39.82], [45.6, 39.746], [45.469, 39.688], [45.356, 39.734], [45.267, 39.738],
             [45.184, 39.72], [45.08, 39.66], [44.99, 39.56], [44.87, 39.51]],
    "Nakhchivan-chai": [[45.72, 39.54], [45.575, 39.406], [45.5, 39.3], [45.43, 39.2], [45.41, 39.13]],
    "Kura": [[46.3383, 40.9008], [46.55, 40.87], [46.8, 40.81], [47.0214, 40.7742]],
}  # fmt: skip
"""Kura closes the gap that the reservoir of 1953 leaves in river data of today."""

RAILWAYS = {
    "Erivan–Julfa": [[44.51, 40.17], [44.45, 40.07], [44.7, 39.83], [44.87, 39.66], [44.98, 39.55], [45.1, 39.37],
                     [45.25, 39.27], [45.4122, 39.2], [45.52, 39.09], [45.63, 38.957]],
}  # fmt: skip


def main() -> None:
    """Write the file beside this script."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "kind": kind},
            "geometry": {"type": "LineString", "coordinates": points},
        }
        for kind, lines in (("river", RIVERS), ("railway", RAILWAYS))
        for name, points in lines.items()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=0)
    Path(__file__).with_name("lines.geojson").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
