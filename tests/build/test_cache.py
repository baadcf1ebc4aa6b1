"""Nothing that lies in a site's folder is run or believed, whoever put it there; what is damaged is thrown away."""

from __future__ import annotations

import marshal
import os
import pickle
import re
import shutil
import sqlite3
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from testbed import Site, yizhu

from yizhu.build.cache import Cache
from yizhu.build.cache_key import VARIABLE, Doubt, Signer, _tell_once, signer_for
from yizhu.build.program import code_digest
from yizhu.content.faults import Faults

LINE = "it is thrown away, and everything is built anew"
SHARED = "a key that two machines share, for continuous integration"


FRONT = "published: 2025-01-01"


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of its own, with its key."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.delenv(VARIABLE, raising=False)
        yield folder / "yizhu"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, home: Path) -> tuple[Site, bytes, bytes, dict[str, bytes]]:
    """A site that was built and then edited, its memo from before the edit, its key, and what a clean build makes of it."""
    site = Site(tmp_path_factory.mktemp("built") / "site-folder")
    site.glossary(
        "- {id: a, forms: {zh-Hant: [蒸餾]}, definition: {en: A.}}\n- {id: b, forms: {zh-Hant: [模型]}}"
    )
    for slug in "abc":
        site.article(slug, f"蒸餾{slug}模型。", front=FRONT)
    site.build()
    before = memo_of(site).read_bytes()
    site.article("b", "另一句蒸餾。", front=FRONT)
    other = Site(site.root.parent / "clean")
    shutil.copytree(site.root / "content", other.root / "content", dirs_exist_ok=True)
    return site, before, (home / "key").read_bytes(), other.build().files()


@pytest.fixture
def built(once: tuple[Site, bytes, bytes, dict[str, bytes]], home: Path) -> Site:
    """The site with its memo and key as they were, whatever the test before did."""
    site, memo, key, _ = once
    for path in (site.root / ".yizhu", home):
        path.unlink() if path.is_symlink() or not path.is_dir() else shutil.rmtree(path)
        path.mkdir()
    memo_of(site).write_bytes(memo)
    (home / "key").write_bytes(key)
    (home / "key").chmod(0o600)
    for slug in "abc":
        article = f"content/articles/{slug}/zh-Hant.md"
        text = (site.root.parent / "clean" / article).read_bytes()
        if (site.root / article).read_bytes() != text:
            site.write(article, text)
    for name in ("elsewhere", "precious", "RUN"):
        path = site.root / name
        if path.exists():
            site.remove(name)
    return site


@pytest.fixture
def clean(once: tuple[Site, bytes, bytes, dict[str, bytes]]) -> dict[str, bytes]:
    """What a clean build makes of the site."""
    return once[3]


def memo_of(site: Site) -> Path:
    return site.root / ".yizhu" / "memo.sqlite"


class _Evil:
    def __init__(self, sign: Path) -> None:
        self._sign = sign

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (str(self._sign),)


def evil(site: Site) -> bytes:
    """A pickle that makes a folder when it is loaded."""
    return pickle.dumps(_Evil(site.root / "RUN"))


def was_run(site: Site) -> bool:
    return (site.root / "RUN").exists()


def changed(site: Site, *statements: str, **given: bytes) -> None:
    """The memo, after somebody's statements."""
    db = sqlite3.connect(memo_of(site))
    for statement in statements:
        db.execute(statement, given if ":" in statement else {})
    db.commit()
    db.close()


# ---- what a stranger may ship ------------------------------------------------------------------------------


COLUMNS = ["answers.answer", "articles.said", "bodies.said", "about.said", "made.said", "made.inputs"]


@pytest.mark.parametrize(("head", "packing"), [(b"", bytes), (bytes(16), zlib.compress)])
@pytest.mark.parametrize("column", COLUMNS)
def test_a_pickle_in_any_table_is_not_loaded(
    built: Site, clean: dict[str, bytes], capfd: pytest.CaptureFixture[str], column: str,
    head: bytes, packing: Callable[[bytes], bytes]
) -> None:  # fmt: skip
    """Without a signature, and behind a made-up one."""
    table, _, name = column.partition(".")
    changed(built, f"update {table} set {name} = :raw", raw=head + packing(evil(built)))
    assert built.build().files() == clean
    assert not was_run(built)
    assert LINE in capfd.readouterr().err


def stranger_signed(site: Site) -> None:
    """All of it by a stranger: tables, digests and code are right, the key is theirs."""
    signer = Signer(b"k" * 32, True)
    rows = signer.narrowed(code_digest())
    changed(site, "update about set said = :said where name = 'code'",
            said=signer.sign(code_digest().encode(), "about", "code"))  # fmt: skip
    db = sqlite3.connect(memo_of(site))
    for (key,) in db.execute("select key from answers").fetchall():
        db.execute(
            "update answers set answer = ? where key = ?", (rows.sign(evil(site), "answers", key), key)
        )
    db.commit()
    db.close()


def with_a_trigger(site: Site) -> None:
    changed(site, "create trigger t after insert on answers begin delete from made; end")


def with_a_view(site: Site) -> None:
    changed(
        site,
        "drop table about",
        "create view about as with recursive n(x) as (select 1 union all select x + 1 from n)"
        " select 'code' as name, x as said from n where x < 0",
    )


def with_an_index(site: Site) -> None:
    changed(site, "create index i on made (abs(length(said)))")


def with_other_columns(site: Site) -> None:
    changed(site, "drop table bodies", "create table bodies (slug, name, said default (randomblob(9)))")


def with_one_more_table(site: Site) -> None:
    changed(site, "create table more (x)")


def of_an_earlier_program(site: Site) -> None:
    """The memo of the version before, which signed nothing."""
    memo_of(site).unlink()
    changed(
        site,
        "create table answers (key text primary key, answer blob) without rowid",
        "create table about (name text primary key, said text) without rowid",
        f"insert into about values ('code', '{code_digest()}')",
        "insert into answers values ('x', :raw)",
        "pragma user_version = 4",
        raw=evil(site),
    )


def cut_short(site: Site) -> None:
    path = memo_of(site)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(site: Site) -> None:
    memo_of(site).write_bytes(b"")


def a_text(site: Site) -> None:
    memo_of(site).write_text("no database at all\n" * 1000)


def made_huge(site: Site) -> None:
    os.truncate(memo_of(site), 1 << 33)


def a_folder(site: Site) -> None:
    memo_of(site).unlink()
    memo_of(site).mkdir()
    (memo_of(site) / "x").write_text("x")


def a_pipe(site: Site) -> None:
    memo_of(site).unlink()
    os.mkfifo(memo_of(site))


def a_link(site: Site) -> None:
    elsewhere = site.root / "elsewhere"
    memo_of(site).rename(elsewhere)
    memo_of(site).symlink_to(elsewhere)


def a_second_name(site: Site) -> None:
    os.link(memo_of(site), site.root / "elsewhere")


def flipped(site: Site, at: int, bits: int = 1) -> None:
    with open(memo_of(site), "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ bits]))


@pytest.mark.parametrize(
    "harm",
    [
        stranger_signed, with_a_trigger, with_a_view, with_an_index, with_other_columns, with_one_more_table,
        of_an_earlier_program, cut_short, emptied, a_text, made_huge, a_folder, a_pipe, a_second_name,
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
    built.build(why=True)
    assert built.built is not None
    assert built.built.why == ()
    assert not capfd.readouterr().err


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
    assert [path.name for path in memo_of(built).parent.iterdir()] == ["memo.sqlite"]


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
        Path(f"{memo_of(built)}{end}").write_bytes(journal)
    assert built.build().files() == clean
    assert precious.read_text() == "mine"
    assert sorted(path.name for path in memo_of(built).parent.iterdir()) == ["memo.sqlite"]


def test_code_of_templates_is_not_loaded_from_files(built: Site, clean: dict[str, bytes]) -> None:
    """Where Jinja once kept it, or anywhere."""
    code = marshal.dumps(compile(f"import os; os.mkdir({str(built.root / 'RUN')!r})", "x", "exec"))
    folder = built.root / ".yizhu" / "templates"
    folder.mkdir(parents=True)
    for name in ("base", "article"):
        (folder / f"{code_digest()[:16]}-{name}").write_bytes(code)
    assert built.build().files() == clean
    assert not was_run(built)
    assert not folder.exists()


def test_rows_of_another_project_are_not_believed(
    built: Site, clean: dict[str, bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    """Signed with this machine's key, but elsewhere: as a whole, or in the place of a row."""
    other = Site(built.root.parent / "other").article("b", "別的。").build()
    memo_of(built).unlink()
    shutil.copy(memo_of(other), memo_of(built))
    assert built.build().files() == clean
    assert LINE in capfd.readouterr().err
    db = sqlite3.connect(memo_of(built))
    db.execute("attach ? as other", (str(memo_of(other)),))
    db.execute("update bodies set said = (select o.said from other.bodies o where (o.slug, o.name) = ('b', bodies.name))"
               " where slug = 'b' and name in (select name from other.bodies)")  # fmt: skip
    db.commit()
    db.close()
    built.article("a", "蒸餾，改過。").build()
    assert LINE in capfd.readouterr().err


def test_bodies_of_an_earlier_time_are_not_taken(tmp_path: Path) -> None:
    """A page of the file that a later write gave up may turn up again; its rows were signed here, for their place."""
    memo = Cache(tmp_path / "p" / ".yizhu" / "memo.sqlite")
    memo.store_article("a", "one", b"gist", [("x", b"first")])
    memo.commit()
    db = sqlite3.connect(tmp_path / "p" / ".yizhu" / "memo.sqlite")
    (old,) = db.execute("select said from bodies").fetchone()
    db.close()
    memo.store_article("a", "two", b"gist", [("x", b"second")])
    memo.commit_used()
    assert memo.body("a", "x") == b"second"
    memo.change_article_key("a", "three")
    assert memo.body("a", "x") == b"second"
    memo._tell("update bodies set said = ?", (old,))
    with pytest.raises(Doubt):
        memo.body("a", "x")


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
    changed(site, "update bodies set said = :raw where name = 'zh-hant/edition'", raw=evil(site))
    site.remove("site").build(jobs=2)
    assert site.files() == before
    assert not was_run(site)
    assert capfd.readouterr().err.count(LINE) == 1


def test_a_build_by_itself_says_one_line_and_ends_well(built: Site, clean: dict[str, bytes]) -> None:
    """As a user runs it; and what says that nothing changed is believed only if it is signed."""
    built.article("b", "另一句蒸餾。", front="published: 2025-01-01").build().build()
    db = sqlite3.connect(memo_of(built))
    (name, said) = db.execute("select name, said from about where name like 'settled%'").fetchone()
    db.execute("update about set said = ? where name = ?", (said[16:], name))
    db.commit()
    db.close()
    done = yizhu(cwd=built.root)
    assert (done.returncode, done.stderr.count("\n"), LINE in done.stderr) == (0, 1, True)
    assert built.files() == clean


def test_clean_opens_nothing(built: Site, clean: dict[str, bytes], capfd: pytest.CaptureFixture[str]) -> None:
    """``--clean`` deletes what is there, whatever it is, and no more than that."""
    for harm in (a_text, with_a_view, a_folder, a_pipe, a_link):
        harm(built)
        assert built.build(clean=True).files() == clean
        assert memo_of(built).is_file()
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


# ---- the key -----------------------------------------------------------------------------------------------


def test_the_key_is_made_once_and_is_the_users_alone(site: Site, home: Path) -> None:
    """32 bytes that nobody else may read, outside of the project."""
    site.article("a", "一。").build()
    key = (home / "key").read_bytes()
    assert len(key) == 32
    assert stat.S_IMODE((home / "key").stat().st_mode) == 0o600
    site.build()
    assert sorted(path.name for path in home.iterdir()) == ["key", "templates"]
    assert (home / "key").read_bytes() == key


def _linked(key: Path) -> None:
    key.rename(key.parent / "elsewhere")
    key.symlink_to(key.parent / "elsewhere")


def _piped(key: Path) -> None:
    key.unlink()
    os.mkfifo(key)


@pytest.mark.parametrize(
    "harm",
    [
        _linked,
        _piped,
        lambda key: key.chmod(0o666),
        lambda key: key.chmod(0o644),
        lambda key: key.write_bytes(b""),
        lambda key: key.write_bytes(bytes(33)),
    ],
)
def test_a_key_that_others_may_have_is_not_used(
    built: Site, home: Path, harm: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    """Each process has one of its own instead, and one line says what to do."""
    own = signer_for(built.root)
    harm(home / "key")
    _tell_once.cache_clear()
    other = signer_for(built.root)
    assert own.is_lasting
    assert not other.is_lasting
    assert other != own
    assert signer_for(built.root) == other
    told = capfd.readouterr().err
    assert re.fullmatch(
        r"yizhu: the next build will remember nothing of this one: .*key .*; delete it\n", told
    )


def test_where_no_key_can_be_kept_the_build_goes_on(built: Site, clean: dict[str, bytes], home: Path) -> None:
    """A home that cannot be written to, or that lies in the project."""
    shutil.rmtree(home)
    home.write_text("in the way")
    for folder in (home.parent, built.root / "inside"):
        done = yizhu(cwd=built.root, XDG_CACHE_HOME=str(folder))
        assert (done.returncode, done.stderr.count("\n")) == (0, 1)
        assert "will remember nothing" in done.stderr
        assert built.files() == clean
    assert not (built.root / "inside").exists()


def test_machines_may_share_a_key(built: Site, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the environment; one that can be guessed is not used."""
    monkeypatch.setenv(VARIABLE, SHARED)
    one = signer_for(built.root)
    shutil.rmtree(home)
    assert signer_for(built.root) == one
    assert signer_for(built.root.parent) != one
    assert not home.exists()
    monkeypatch.setenv(VARIABLE, "secret")
    assert not signer_for(built.root).is_lasting
    assert "secret" not in repr(one)


def test_a_signature_holds_for_its_place_only() -> None:
    """The same bytes elsewhere, other bytes there, a part's there, and what is no signature at all."""
    signer = Signer(b"k" * 32, True)
    signed = signer.sign(b"raw", "bodies", "a", "b")
    assert signer.verify(signed, "bodies", "a", "b") == b"raw"
    wrong: list[tuple[object, tuple[str, ...]]] = [
        (signed, ("bodies", "ab", "")), (signed, ("answers", "a", "b")), (signed + b"x", ("bodies", "a", "b")),
        (signed[:9], ("bodies", "a", "b")), ("text", ("bodies", "a", "b")), (None, ("bodies", "a", "b")),
    ]  # fmt: skip
    for given, place in wrong:
        with pytest.raises(Doubt):
            signer.verify(given, *place)
    with pytest.raises(Doubt):
        signer.narrowed("x").verify(signed, "bodies", "a", "b")


# ---- what stat says ----------------------------------------------------------------------------------------


def test_an_edit_that_keeps_size_and_time_is_seen(site: Site) -> None:
    """Written in place, as long as before, its time set back."""
    site.article("a", "一。")
    path = site.root / "content/articles/a/zh-Hant.md"
    os.utime(path, (1_000_000_000, 1_000_000_000))
    site.build().build()
    with open(path, "r+b") as file:
        text = file.read()
        file.seek(0)
        file.write(text.replace("一。".encode(), "二。".encode()))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    site.build().shows("zh-hant/a/", "二。")
    page = site.out / "zh-hant/a/index.html"
    known, whole = page.stat(), page.read_bytes()
    with open(page, "r+b") as file:
        file.write(whole.replace(b"<html", b"<HTML"))
    os.utime(page, ns=(known.st_atime_ns, known.st_mtime_ns))
    site.build()
    assert page.read_bytes() == whole
