"""Our lines alone, in one document: `python3 -m bench.one_sample SAMPLE.html PDF`."""

from __future__ import annotations

import sys
from pathlib import Path

from weasyprint import HTML

from monograph.typesetting.patches import install

if __name__ == "__main__":
    install()
    source = Path(sys.argv[1])
    HTML(string=source.read_text(encoding="utf-8"), base_url=source.parent.as_uri() + "/").write_pdf(
        sys.argv[2], pdf_variant="pdf/ua-1", pdf_tags=True
    )
