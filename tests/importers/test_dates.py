"""Dates as pages write them; a date without day, month or year does not count."""

from __future__ import annotations

import pytest

from yizhu.importers.metadata.dates import find_dates, iso_date


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2025年2月6日 12:30",
            "民國114年2月6日",
            "114年02月06日",
            "二〇二五年二月六日",
            "２０２５年２月６日",
        ),
        *("民國一一四年二月六日", "中華民國一百一十四年二月六日", "民國 114 年 2 月 6 日", "2025年二月六日"),
        *("令和7年2月6日", "令和七年二月六日", "2025년 2월 6일"),
        *("2025/02/06 12:30", "2025.2.6", "2025 02/06 12:34:56", "20250206", "2025-02-06T10:00:00Z"),
        *(
            "6 February 2025",
            "Feb 6, 2025",
            "Thu Feb 06 10:00:00 CST 2025",
            "06.02.2025",
            "06.02.25 | 14:07 Uhr",
        ),
        *("6. Februar 2025", "6 février 2025", "6 de febrero de 2025", "6 февраля 2025 г.", "6 lutego 2025"),
        *("（編輯：林悅）1140206", "發布日期：114-02-06"),
    ],
)
def test_a_day(text: str) -> None:
    """Each of these is the sixth of February 2025."""
    assert [dated.iso for dated in find_dates(text)] == ["2025-02-06"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2月6日",
            "2025年2月",
            "06/01/2026",
            "192.168.20.25",
            "06.02.25",
            "2025-13-40",
            "2025年2月30日",
            "114-02-06",
        ),
        *(
            "15 Marines 2020",
            "5 Personen 2025",
            "第一一四年會",
            "一百二十年三月五日",
            "民國114年2月6",
            "二〇二五年二月六",
            "百十年二月六日",
        ),
        *("0001-01-01", "1970-01-01T00:00", "02-2025-0612", "三小時前", "昨天", ""),
    ],
)
def test_no_day(text: str) -> None:
    """Not enough is said, or two things could be meant, or the calendar has no such day."""
    assert (find_dates(text), iso_date(text)) == ((), "")


def test_numerals() -> None:
    """Months and days in characters, from 一 to 三十一."""
    assert iso_date("二○二四年十二月三十一日") == "2024-12-31"
    assert iso_date("二〇二四年十月二十日") == "2024-10-20"
    assert iso_date("民國一百零九年十二月三十一日") == iso_date("民國一○九年十二月三十一日") == "2020-12-31"
    assert iso_date("平成三十一年四月三十日") == "2019-04-30"
    assert iso_date("令和元年五月一日") == "2019-05-01"
