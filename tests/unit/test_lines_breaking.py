"""The breaker on plain numbers whose best lines are known."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest

from monograph.typesetting.lines.breaking import (
    ADDRESS,
    HYPHEN,
    HYPHENS,
    LETTER,
    SPACE,
    Beside,
    Line,
    Place,
    Settings,
    adjustment,
    compose,
    even_fit,
    first_fit,
)
from monograph.typesetting.lines.hyphenation import address_cuts

RIGID = Settings(expand=0.0, track=0.0)


def text(*words: float, space: float = 1.0, hyphens: Sequence[int] = ()) -> list[Place]:
    """Places of words of these widths; ``hyphens`` numbers words that may be cut in the middle (hyphen of width 0.5)."""
    places, x = [Place(0, 0, 0.0, 0.0, 0, 0, SPACE, 0.0, 0.0)], 0.0
    for number, width in enumerate(words):
        if number in hyphens:
            at = 2 * number + 1
            places.append(Place(at, at, x + width / 2 + 0.5, x + width / 2, number, number, HYPHEN, 0.0, 0.0))
        x += width
        last = number == len(words) - 1
        places.append(
            Place(2 * number + 1, 2 * number + 2, x, x + space, number, number + 1, SPACE, 0.0, 0.0)
            if not last
            else Place(2 * number + 2, 2 * number + 2, x, x, number, number, SPACE, 0.0, 0.0)
        )
        x += space
    return places


def ends(lines: list[Line] | None) -> list[int]:
    """How many words there are up to the end of each line."""
    assert lines is not None
    return [(line.end + 1) // 2 for line in lines]


def test_words_that_fit_exactly_stand_as_they_are() -> None:
    """Four lines of two words and one space, each as wide as the measure."""
    lines = compose(text(4, 5, 3, 6, 5, 4, 6, 3), 10, 1.0, settings=RIGID)
    assert ends(lines) == [2, 4, 6, 8]
    assert lines is not None and [line.miss for line in lines] == pytest.approx([0, 0, 0, 0])


def test_the_paragraph_is_seen_as_a_whole() -> None:
    """First fit fills the first line and must then tear the second; the best way gives a word away early."""
    words = (3, 3, 2, 7, 2, 2, 3, 1, 8)
    fitted = [(line.end + 1) // 2 for line in first_fit(text(*words), 10)]
    best = ends(compose(text(*words), 10, 1.0, settings=Settings(shrink=0.5, expand=0.0, track=0.0, short=0.0)))
    assert fitted[0] == 3
    assert best == brute(words, 10, Settings(shrink=0.5, expand=0.0, track=0.0, short=0.0))


def test_lines_of_a_heading_are_even() -> None:
    """No more lines than need be, the last no shorter than the others must make it; what they lack is told in full."""
    words = (8.0, 2.0, 5.0, 8.0, 2.0, 5.0)  # Deciding on Paper, Deciding by Force
    wide = first_fit(text(*words), 30.0)
    even = even_fit(text(*words), 30.0)
    assert [(line.end + 1) // 2 for line in wide] == [5, 6]
    assert [(line.end + 1) // 2 for line in even] == [3, 6]
    assert [round(line.miss, 6) for line in even] == [13.0, 13.0]
    assert even_fit(text(3.0, 3.0), 30.0) == first_fit(text(3.0, 3.0), 30.0)
    assert [line.end for line in even_fit(text(40.0, 3.0), 30.0)] == [1, 4]


def test_an_address_is_not_cut_between_letters_without_need() -> None:
    """Ragged lines go back to punctuation or a space; a run longer than the line is cut where it must be."""
    kinds = (SPACE, SPACE, ADDRESS, LETTER, LETTER, ADDRESS, LETTER, LETTER, LETTER, SPACE)
    places = [Place(i, i, float(i), float(i), 0, 0, kind, 0.0, 0.0) for i, kind in enumerate(kinds)]
    assert [line.end for line in first_fit(places, 4)] == [2, 5, 9]
    assert [line.end for line in first_fit(places, 3)] == [2, 5, 8, 9]


def test_no_line_begins_with_the_stop_behind_an_address() -> None:
    """The marks behind the last letter of an address stay with it."""
    address = "https://a.org/of-armenia/."
    assert max(cut.at for cut in address_cuts(address)) == address.rindex("a")


def brute(words: Sequence[float], measure: float, settings: Settings) -> list[int]:
    """The best breaks, found by trying every one; demerits as Knuth and Plass define them, without fitness classes."""
    best: tuple[float, list[int]] = (float("inf"), [])
    for cut in itertools.product((False, True), repeat=len(words) - 1):
        stops = [n + 1 for n, c in enumerate(cut) if c] + [len(words)]
        total, start, fits = 0.0, 0, []
        for stop in stops:
            gaps, natural = stop - start - 1, sum(words[start:stop]) + stop - start - 1
            miss, last = measure - natural, stop == len(words)
            ratio = 0.0
            if miss < 0:
                ratio = miss / (gaps * settings.shrink) if gaps else -9
                if ratio < -1.0001:
                    break
            elif not last and miss > 0:
                ratio = miss / (gaps * settings.stretch) if gaps else miss / (measure * settings.spaceless)
            total += (settings.line + 100 * abs(ratio) ** 3) ** 2
            fits.append(0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3)
            start = stop
        else:
            jumps = sum(abs(b - a) > 1 for a, b in itertools.pairwise([1, *fits]))
            total += settings.contrast * jumps
            if total < best[0] - 1e-9:
                best = (total, stops)
    return best[1]


@pytest.mark.parametrize("seed", range(40))
def test_no_other_way_has_fewer_demerits(seed: int) -> None:
    """Against every way of breaking a random paragraph of eleven words."""
    r = random.Random(seed)
    words = [r.choice([2, 3, 4, 5, 6]) for _ in range(11)]
    settings = Settings(shrink=0.4, expand=0.0, track=0.0, short=0.0)
    found = compose(text(*words), 14, 1.0, settings=settings)
    expected = brute(words, 14, settings)
    assert (ends(found) if found else []) == expected


def test_a_word_longer_than_the_measure_has_no_way() -> None:
    """The breaker says so instead of letting it stand out."""
    assert compose(text(3, 12, 3), 10, 1.0, settings=RIGID) is None


def test_a_hyphen_is_set_where_it_saves_a_line_and_not_otherwise() -> None:
    """The same word is cut in a torn paragraph and left whole in an even one."""
    torn = compose(text(2, 9, 5, 4, hyphens=(1,)), 8, 1.0, settings=RIGID)
    assert torn is not None and torn[0].kind == HYPHEN
    even = compose(text(4, 5, 4, 5, 3, hyphens=(1,)), 10, 1.0, settings=RIGID)
    assert even is not None and not any(HYPHENS[line.kind] for line in even)


def test_three_hyphens_never_follow_each_other() -> None:
    """Whatever it costs."""
    words = [9.0] * 12
    lines = compose(text(*words, hyphens=range(12)), 14, 1.0, settings=RIGID)
    assert lines is not None
    run = longest = 0
    for line in lines:
        run = run + 1 if HYPHENS[line.kind] else 0
        longest = max(longest, run)
    assert longest <= 2


def test_a_last_line_is_not_a_short_word() -> None:
    """Two words come down rather than one of a twentieth of the measure."""
    words = [1.0] * 31
    assert ends(compose(text(*words), 19, 1.0, settings=Settings(short=0.0, shrink=0.1)))[-2] == 30
    assert ends(compose(text(*words), 19, 1.0, settings=Settings(shrink=0.1)))[-2] == 29


@pytest.mark.parametrize("hang", [0.0, 2.0])
def test_a_last_line_of_an_eighth_of_the_measure_is_long_enough(hang: float) -> None:
    """A looser line before it is better than one of a twelfth, whatever its full stop would hang out."""
    begin = Place(0, 0, 0.0, 0.0, 0, 0, SPACE, 0.0, 0.0)
    cuts = [Place(at, at, x + 0.5, x, 3, 3, HYPHEN, 0.0, 0.0) for at, x in ((8, 94.5), (9, 99.0))]
    lines = compose([begin, *cuts, Place(12, 12, 107.0, 107.0, 3, 3, SPACE, 0.0, hang)], 100, 3.0)
    assert lines is not None and [line.end for line in lines] == [8, 12]


def test_the_first_lines_may_be_shorter() -> None:
    """Two stand beside something that takes 4 of 10; the third has the whole measure, and no line is wrongly wide."""
    words = text(3, 2, 2, 3, 4, 5)
    lines = compose(words, 10, 1.0, settings=RIGID, beside=Beside(2, 4.0))
    assert ends(lines) == [2, 4, 6]
    assert lines is not None and [line.miss for line in lines] == pytest.approx([0, 0, 0])
    assert ends(compose(words, 10, 1.0, settings=RIGID)) != [2, 4, 6]
    assert compose(text(3, 4, 2, 3), 10, 1.0, settings=RIGID, beside=Beside(2, 4.0), tolerance=1.0) is None


def test_a_line_more_or_less_may_be_asked_for() -> None:
    """Where spaces allow; where they do not, the nearest number of lines."""
    words = [3.0] * 40
    number = len(ends(compose(text(*words), 30, 1.0)))
    assert len(ends(compose(text(*words), 30, 1.0, lines=number + 1))) == number + 1
    tight = compose(text(*([3.3] * 40)), 30, 1.0, lines=number - 1, settings=Settings(shrink=0.9))
    assert len(ends(tight)) == len(ends(compose(text(*([3.3] * 40)), 30, 1.0, settings=Settings(shrink=0.9)))) - 1
    assert ends(compose(text(5, 5), 30, 1.0, lines=2))[-1] == 2


def test_what_hangs_in_the_margin_makes_room() -> None:
    """A line whose last character hangs out by half a unit is half a unit longer."""
    places = [place._replace(right=0.5) for place in text(5, 5.5, 5, 5)]
    lines = compose(places, 11, 1.0, settings=RIGID)
    assert lines is not None
    assert (lines[0].right, lines[0].miss) == (0.5, pytest.approx(0))


def test_the_first_pass_keeps_every_line_even_or_gives_up() -> None:
    """With a tolerance, a paragraph with one loose line has no way."""
    words = (3, 3, 9, 3)
    assert compose(text(*words), 10, 1.0, 0.0, 0.5) is None
    assert compose(text(*words), 10, 1.0) is not None


def test_the_same_paragraph_always_gives_the_same_lines() -> None:
    """Ties are decided by place, not by chance."""
    assert compose(text(*[4.0] * 30), 22, 1.0) == compose(text(*[4.0] * 30), 22, 1.0)


def test_a_line_is_filled_to_the_last_fraction() -> None:
    """Glyphs take their share first, then spaces, then letters; the parts add up to what was missing."""
    for miss in (-6.0, -1.0, 0.0, 2.0, 5.0, 12.0, 40.0):
        fill = adjustment(miss, 300 - miss, 10, 60, 2.6, False)
        assert abs(fill.factor - 1) <= 0.015 + 1e-12
        assert fill.tracking * 60 <= 0.02 * (300 - miss) + 1e-9
        filled = (300 - miss) * fill.factor + 10 * fill.spacing + 60 * fill.tracking
        assert filled == pytest.approx(300)
    assert adjustment(2.0, 298, 10, 60, 2.6, False).spacing == 0.0
    assert adjustment(100.0, 200, 10, 60, 2.6, True) == (1.0, 0.0, 0.0)
