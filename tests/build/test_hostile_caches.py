"""Nothing that lies in a site's folder is run or believed, whoever put it there; what is damaged is thrown away."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cache_testbed import COLUMNS, FRONT, LINE, cache_of, changed, evil, sign_all, was_run
from testbed import Site, yizhu

from yizhu.build.cache import file as cache_file
from yizhu.build.cache.key import Doubt, Signer
from yizhu.build.cache.program import code_digest
from yizhu.build.cache.serialization import serialize
from yizhu.build.cache.store import Cache, CachedArticle
from yizhu.content.faults import Faults

pytestmark = pytest.mark.usefixtures("home")


# ---- what a stranger may ship ------------------------------------------------------------------------------


@pytest.mark.parametrize("column", COLUMNS)
def test_a_pickle_in_any_table_is_not_loaded(
    built: Site, clean: dict[str, bytes], capfd: pytest.CaptureFixture[str], column: str
) -> None:
    """Behind a made-up signature."""
    table, _, name = column.partition(".")
    changed(built, f"update {table} set {name} = :raw", raw=bytes(16) + evil(built))
    assert built.build().files() == clean
    assert not was_run(built)
    assert LINE in capfd.readouterr().err


OTHER_DATA = {
    "a pickle": evil,
    "nothing": lambda _: b"",
    "another type": lambda _: serialize(7),
    "a text that is none": lambda _: b"\xa4\xff\xff\xff\xff",
    "a list of four thousand millions": lambda _: b"\xdd\xff\xff\xff\xff",
    "a text of four gigabytes": lambda _: b"\xdb\xff\xff\xff\xff",
    "a hundred thousand lists in each other": lambda _: b"\x91" * 100_000 + b"\x90",
    "as many lists of JSON": lambda _: b"[" * 100_000,
}


@pytest.mark.parametrize(
    ("column", "what"),
    [*((column, "a pickle") for column in COLUMNS), *zip(COLUMNS * 2, list(OTHER_DATA)[1:], strict=False)],
)
def test_what_is_signed_is_data_all_the_same(
    built: Site, clean: dict[str, bytes], capfd: pytest.CaptureFixture[str], column: str, what: str
) -> None:
    """Bytes of another kind are refused in every place, even by the right signature."""
    sign_all(built, column, OTHER_DATA[what](built))
    assert built.build().files() == clean
    assert not was_run(built)
    assert capfd.readouterr().err.count(LINE) <= 1
    assert all_is_known(built)
    assert not capfd.readouterr().err


def all_is_known(site: Site) -> bool:
    """Does a build make nothing anew?"""
    site.build(why=True)
    return site.built is not None and site.built.why == ()


def stranger_signed(site: Site) -> None:
    """All of it by a stranger: tables, digests and code are right, the key is theirs."""
    signer = Signer(b"k" * 32, True)
    sign_all(site, "messages.value", code_digest().encode(), signer)
    sign_all(site, "answers.value", evil(site), signer)


def with_a_trigger(site: Site) -> None:
    changed(site, "create trigger t after insert on answers begin delete from targets; end")


def with_a_view(site: Site) -> None:
    changed(
        site,
        "drop table messages",
        "create view messages as with recursive n(x) as (select 1 union all select x + 1 from n)"
        " select 'code' as name, x as value from n where x < 0",
    )


def with_an_index(site: Site) -> None:
    changed(site, "create index i on targets (abs(length(files)))")


def with_other_columns(site: Site) -> None:
    changed(site, "drop table bodies", "create table bodies (slug, name, value default (randomblob(9)))")


def with_one_more_table(site: Site) -> None:
    changed(site, "create table more (x)")


def of_an_earlier_program(site: Site) -> None:
    """The cache of an early version, which held pickles and signed nothing."""
    cache_of(site).unlink()
    changed(
        site,
        "create table answers (key text primary key, answer blob) without rowid",
        "create table about (name text primary key, said text) without rowid",
        f"insert into about values ('code', '{code_digest()}')",
        "insert into answers values ('x', :raw)",
        "pragma user_version = 4",
        raw=evil(site),
    )


def foreign_database(site: Site) -> None:
    """Another program's."""
    cache_of(site).unlink()
    changed(
        site,
        "create table moz_places (id integer primary key, url text)",
        "insert into moz_places values (1, 'x')",
    )


def cut_short(site: Site) -> None:
    path = cache_of(site)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scrambled(site: Site) -> None:
    raw = bytearray(cache_of(site).read_bytes())
    for at in range(8192, len(raw), 97):
        raw[at] ^= 0x5A
    cache_of(site).write_bytes(raw)


def emptied(site: Site) -> None:
    cache_of(site).write_bytes(b"")


def a_text(site: Site) -> None:
    cache_of(site).write_text("no database at all\n" * 1000)


def made_huge(site: Site) -> None:
    os.truncate(cache_of(site), 1 << 33)


def a_folder(site: Site) -> None:
    cache_of(site).unlink()
    cache_of(site).mkdir()
    (cache_of(site) / "x").write_text("x")


def a_pipe(site: Site) -> None:
    cache_of(site).unlink()
    os.mkfifo(cache_of(site))


def a_link(site: Site) -> None:
    elsewhere = site.root / "elsewhere"
    cache_of(site).rename(elsewhere)
    cache_of(site).symlink_to(elsewhere)


def a_second_name(site: Site) -> None:
    os.link(cache_of(site), site.root / "elsewhere")


def flipped(site: Site, at: int, bits: int = 1) -> None:
    with open(cache_of(site), "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ bits]))


@pytest.mark.parametrize(
    "harm",
    [
        stranger_signed, with_a_trigger, with_a_view, with_an_index, with_other_columns, with_one_more_table,
        of_an_earlier_program, foreign_database, cut_short, scrambled, emptied, a_text, made_huge, a_folder, a_pipe, a_second_name,
    ],
)  # fmt: skip
def test_what_is_not_as_we_left_it_is_thrown_away(
    built: Site, clean: dict[str, bytes], capfd: pytest.CaptureFixture[str], harm: Callable[[Site], None]
) -> None:
    """Nothing in it acts, one line says so, the site is right, and the next build remembers again."""
    harm(built)
    assert built.build().files() == clean
    assert not was_run(built)
    assert capfd.readouterr().err.count(LINE) == 1
    assert all_is_known(built)
    assert not capfd.readouterr().err


@pytest.mark.parametrize("column", COLUMNS)
def test_a_huge_row_is_not_read(
    built: Site, clean: dict[str, bytes], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, column: str
) -> None:  # fmt: skip
    """One that is longer than any that a build writes; the limit is lowered here."""
    table, _, name = column.partition(".")
    changed(built, f"update {table} set {name} = zeroblob(3000000)")
    monkeypatch.setattr(cache_file, "_LONGEST", 2_000_000)
    assert built.build().files() == clean
    assert capfd.readouterr().err.count(LINE) == 1
    assert all_is_known(built)


@pytest.mark.parametrize("offset", [16, 24, 28, 56, 100, 105, 4100, 8200, 12300, 40000])
def test_a_flipped_bit_publishes_nothing_wrong(built: Site, clean: dict[str, bytes], offset: int) -> None:
    """In the header, in a page of the tree, in what is kept."""
    flipped(built, offset)
    assert built.build().files() == clean


def test_a_file_that_asks_for_a_log(built: Site, clean: dict[str, bytes]) -> None:
    """Its header says that what was written last stands in another file."""
    flipped(built, 18, 3)
    flipped(built, 19, 3)
    assert built.build().files() == clean
    assert [path.name for path in cache_of(built).parent.iterdir()] == ["memo.sqlite"]


def test_what_lies_beside_is_gone(built: Site, clean: dict[str, bytes]) -> None:
    """A journal that names a file of the user's as another's journal, for SQLite to delete, is not played back."""
    precious = built.root / "precious.txt"
    precious.write_text("mine")
    name = str(precious).encode()
    magic = bytes.fromhex("d9d505f920a163d7")
    journal = magic + bytes(4) + bytes(12) + (512).to_bytes(4, "big") + (4096).to_bytes(4, "big")
    journal = journal.ljust(512, b"\0") + (1).to_bytes(4, "big") + name + len(name).to_bytes(4, "big")
    journal += sum(name).to_bytes(4, "big") + magic
    for end in ("-journal", "-wal", "-shm"):
        Path(f"{cache_of(built)}{end}").write_bytes(journal)
    assert built.build().files() == clean
    assert precious.read_text() == "mine"
    assert sorted(path.name for path in cache_of(built).parent.iterdir()) == ["memo.sqlite"]


def test_rows_of_another_project_are_not_believed(
    built: Site, clean: dict[str, bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    """Signed with this machine's key, but elsewhere: as a whole, or in the place of a row."""
    other = Site(built.root.parent / "other").article("b", "別的。").build()
    cache_of(built).unlink()
    shutil.copy(cache_of(other), cache_of(built))
    assert built.build().files() == clean
    assert LINE in capfd.readouterr().err
    with closing(sqlite3.connect(cache_of(built))) as db:
        db.execute("attach ? as other", (str(cache_of(other)),))
        db.execute("update bodies set value = (select o.value from other.bodies o where (o.slug, o.name) = ('b', bodies.name))"
                   " where slug = 'b' and name in (select name from other.bodies)")  # fmt: skip
        db.commit()
    built.article("a", "蒸餾，改過。").build()
    assert LINE in capfd.readouterr().err


def test_bodies_of_an_earlier_time_are_not_taken(tmp_path: Path) -> None:
    """A page of the file that a later write gave up may turn up again; its rows were signed here, for their place."""
    path = tmp_path / "p" / ".yizhu" / "memo.sqlite"
    first = CachedArticle("a", "seen", "one", "settings", b"summary")
    cache = Cache(path)
    cache.store_article(first, [("x", b"first")])
    cache.commit()
    with closing(sqlite3.connect(path)) as db:
        (old,) = db.execute("select value from bodies").fetchone()
    second = first._replace(content="two")
    cache.store_article(second, [("x", b"second")])
    cache.commit()
    assert cache.body("a", "x") == b"second"
    cache.store_summary(second._replace(fingerprint="touched"))
    assert cache.body("a", "x") == b"second"
    cache._tell("update bodies set value = ?", (old,))
    with pytest.raises(Doubt):
        cache.body("a", "x")


def test_damage_found_at_any_time_ends_in_a_build_without_it(
    built: Site, clean: dict[str, bytes], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each statement of a build in turn the file fails once."""
    ask, tell, settle = Cache._ask, Cache._tell, Cache.commit
    seen = failing = 0

    def fail() -> None:
        nonlocal seen
        seen += 1
        if seen == failing:
            raise Doubt("a page fails")

    def ask_or_fail(self: Cache, *given: str) -> list[Any]:
        fail()
        return ask(self, *given)

    def tell_or_fail(self: Cache, *given: Any) -> None:
        fail()
        tell(self, *given)

    def settle_or_fail(self: Cache) -> None:
        fail()
        settle(self)

    monkeypatch.setattr(Cache, "_ask", ask_or_fail)
    monkeypatch.setattr(Cache, "_tell", tell_or_fail)
    monkeypatch.setattr(Cache, "commit", settle_or_fail)
    built.build()
    built.article("b", "第0句。").build()
    built.article("b", "另一句蒸餾。", front=FRONT)
    seen = 0
    built.build()
    every = seen
    for failing in sorted({*range(1, every, every // 4), every - 2, every - 1, every}):
        built.article("b", f"第{failing}句。").build()
        seen, _ = 0, capfd.readouterr()
        built.article("b", "另一句蒸餾。", front="published: 2025-01-01")
        assert built.build().files() == clean
        assert capfd.readouterr().err.count(LINE) == 1, failing


def test_processes_find_damage_too(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    """A body that a second process reads; the first one throws all of it away."""
    for n in range(30):
        site.article(f"a{n:02}", "蒸餾。", front="published: 2025-01-01")
    before = site.build(jobs=2).files()
    changed(site, "update bodies set value = :raw where name = 'zh-hant/edition'", raw=evil(site))
    site.remove("site").build(jobs=2)
    assert site.files() == before
    assert not was_run(site)
    assert capfd.readouterr().err.count(LINE) == 1


def test_a_build_by_itself_says_one_line_and_ends_well(built: Site, clean: dict[str, bytes]) -> None:
    """As a user runs it; and what says that nothing changed is believed only if it is signed."""
    built.article("b", "另一句蒸餾。", front="published: 2025-01-01").build().build()
    changed(built, "update messages set value = substr(value, 17) where name like 'built%'")
    done = yizhu(cwd=built.root)
    assert (done.returncode, done.stderr.count("\n"), LINE in done.stderr) == (0, 1, True)
    assert built.files() == clean


def test_clean_opens_nothing(built: Site, clean: dict[str, bytes], capfd: pytest.CaptureFixture[str]) -> None:
    """``--clean`` deletes what is there, whatever it is, and no more than that."""
    for harm in (a_text, with_a_view, a_folder, a_pipe, a_link):
        harm(built)
        assert built.build(clean=True).files() == clean
        assert cache_of(built).is_file()
        assert LINE not in capfd.readouterr().err


# ---- links -------------------------------------------------------------------------------------------------


def test_a_link_is_not_followed(built: Site, clean: dict[str, bytes]) -> None:
    """Nothing is written or deleted where a link leads that has a name in .yizhu/."""
    a_link(built)
    precious = built.root / "precious"
    precious.mkdir()
    (precious / "memo.sqlite").write_text("mine")
    names = ["preview", "import.html", "staging-1", f"staging-{os.getpid()}", "memo.sqlite-journal"]
    for name in names:
        (built.root / ".yizhu" / name).symlink_to(precious if "." not in name else precious / "memo.sqlite")
    before = (built.root / "elsewhere").read_bytes()
    assert built.build().files() == clean
    assert (built.root / "elsewhere").read_bytes() == before
    assert [path.read_text() for path in precious.iterdir()] == ["mine"]
    assert not any(path.is_symlink() for path in (built.root / ".yizhu").iterdir())


@pytest.mark.parametrize("what", ["link", "dangling", "file", "pipe"])
def test_the_folder_is_a_folder_of_the_project(built: Site, what: str) -> None:
    """Another thing in its place is a fault; nothing is changed."""
    before = built.files()
    folder, elsewhere = built.root / ".yizhu", built.root / "elsewhere"
    shutil.rmtree(folder)
    if what == "link":
        elsewhere.mkdir()
    if what in ("link", "dangling"):
        folder.symlink_to(elsewhere)
    elif what == "file":
        folder.write_text("x")
    else:
        os.mkfifo(folder)
    for clean in (False, True):
        with pytest.raises(Faults) as found:
            built.build(clean=clean)
        assert [str(fault.place) for fault in found.value.faults] == [".yizhu"]
    assert built.files() == before
    assert not elsewhere.exists() or not list(elsewhere.iterdir())
