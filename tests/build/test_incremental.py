"""A warm build makes what a clean one makes, whatever was edited before; and one that is killed leaves no harm."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from testbed import PNG, REPO, Site, files_in

from yizhu.build.cache.fingerprints import Request, find_unchanged
from yizhu.build.pipeline import Options, build
from yizhu.build.preview.pages import Preview
from yizhu.content.faults import Faults

WORDS = ["蒸餾", "模型", "開源", "軟體", "0到1"]
GLOSSARY = "\n".join(
    f"- {{id: t{n}, forms: {{zh-Hant: [{word}], en: [w{n}]}}, definition: {{en: d{n}}}, see: [t{(n + 1) % 5}]}}"
    for n, word in enumerate(WORDS)
)
SLUGS = st.sampled_from(["a", "b", "c", "d"])
BODIES = st.lists(
    st.sampled_from([*WORDS, "[來源](/b/)", "**重**", "。", "![x](x.png)"]), min_size=1, max_size=6
)


class Edits(RuleBasedStateMachine):
    """Any sequence of edits; after each, what a warm build made is what a clean one makes elsewhere."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(os.environ["EDITS"]) / str(random.getrandbits(64))
        self.site = Site(self.root).glossary(GLOSSARY).article("b", "開源。")
        self.site.write("content/articles/b/x.png", PNG)
        self.preview = Preview(self.root / "config.yaml", self.root / ".yizhu" / "preview")
        self.counter = 0

    @rule(slug=SLUGS, body=BODIES, title=st.sampled_from(["甲", "乙"]), draft=st.booleans())
    def write(self, slug: str, body: list[str], title: str, draft: bool) -> None:
        """An article is written, new or anew."""
        front = "draft: true" if draft and slug != "b" else f"published: 2025-01-0{len(body)}"
        self.site.article(slug, "".join(body), title=title, front=front)
        self.site.write(f"content/articles/{slug}/x.png", PNG + str(len(body)).encode())
        self.site.article(slug, "It is w1, in short.", lang="en", title=title)

    @rule(slug=SLUGS)
    def remove(self, slug: str) -> None:
        """An article goes."""
        if slug != "b" and (self.root / "content/articles" / slug).exists():
            self.site.remove(f"content/articles/{slug}")

    @rule(slug=SLUGS, to=SLUGS)
    def rename(self, slug: str, to: str) -> None:
        """A folder gets another name."""
        old, new = (self.root / "content/articles" / name for name in (slug, to))
        if slug != "b" and old.exists() and not new.exists():
            old.rename(new)

    @rule(nth=st.integers(0, 4), what=st.sampled_from(["definition", "form", "gone"]))
    def change_the_glossary(self, nth: int, what: str) -> None:
        """A definition, a form, a whole term."""
        self.counter += 1
        lines = GLOSSARY.splitlines()
        if what == "definition":
            lines[nth] = lines[nth].replace(f"d{nth}", f"d{nth} {self.counter}")
        elif what == "form":
            lines[nth] = lines[nth].replace(f"w{nth}", "short")
        else:
            lines = [re.sub(r", see: .*", "}", line) for n, line in enumerate(lines) if n != nth]
        self.site.glossary("\n".join(lines))

    @rule(density=st.sampled_from(["all", "section", "none"]), title=st.sampled_from(["x", "y"]))
    def configure(self, density: str, title: str) -> None:
        """The configuration."""
        self.site.write("config.yaml", f"title: {title}\nbase_url: https://a.org/\nmark: {density}\n")

    @rule(text=st.sampled_from(["{{ page.title }}", "{{ t.glossary }}"]))
    def change_the_theme(self, text: str) -> None:
        """A template of one's own."""
        self.site.write("theme/templates/sheet.html", text)

    @rule(path=st.sampled_from(["zh-hant/index.html", "en/b/index.html", "assets/yizhu.css", "stray.txt"]))
    def touch_the_site(self, path: str) -> None:
        """Somebody writes into site/."""
        if self.site.out.exists():
            self.site.write(f"site/{path}", "scribbled")

    @invariant()
    def warm_is_clean(self) -> None:
        """The bytes are the same, and so are the faults."""
        if not hasattr(self, "site"):
            return
        clean = self.root.parent / f"{self.root.name}-clean"
        shutil.rmtree(clean, ignore_errors=True)
        clean.mkdir()
        for folder in ("content", "theme"):
            if (self.root / folder).exists():
                shutil.copytree(self.root / folder, clean / folder)
        shutil.copy(self.root / "config.yaml", clean)
        assert _told(self.root) == _told(clean)
        if not _told(clean):
            assert files_in(self.root / "site") == files_in(clean / "site")
        self._preview_is_clean(clean)

    def _preview_is_clean(self, clean: Path) -> None:
        """So is the preview's folder, whatever proofs it showed before its build."""
        for slug in "abcd":
            edited = self.root / "content/articles" / slug / "zh-Hant.md"
            if self.preview.change([str(edited)]) and edited.exists():
                self.preview.make_draft(slug, [f"zh-hant/{slug}/"])
        self.preview.rebuild()
        told = _told(clean, clean / "preview")
        assert told == "\n\n".join(map(str, self.preview.faults))
        if not told:
            assert files_in(self.preview.folder) == files_in(clean / "preview")
            page = (self.preview.folder / "zh-hant/b/index.html").read_text("utf-8")
            assert page.partition("<body")[2] in self.preview.answer("zh-hant/b/")[2].decode()

    def teardown(self) -> None:
        for folder in self.root.parent.glob(f"{self.root.name}*"):
            shutil.rmtree(folder)


def _told(root: Path, preview: Path | None = None) -> str:
    try:
        build(Options(root / "config.yaml", preview, drafts=preview is not None, prune=True))
    except Faults as found:
        return str(found)
    return ""


def test_warm_is_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After any sequence of edits the warm build's bytes equal a clean build's."""
    from hypothesis.stateful import run_state_machine_as_test

    monkeypatch.setenv("EDITS", str(tmp_path))
    examples = int(os.environ.get("YIZHU_EXAMPLES", "80")) // 16
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=examples,
            stateful_step_count=8,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nothing_changed_is_known_from_the_files_alone(site: Site) -> None:
    """A site that stands as it was built is known without reading it; any change makes it unknown."""
    site.article("a", "一。")
    _age(site.root)
    site.build()
    asked = Request(site.root / "config.yaml", None, False)
    assert find_unchanged(asked)[0]
    assert find_unchanged(Request(site.root / "config.yaml", None, True))[0] is None
    site.write("site/stray.txt", "x")
    assert find_unchanged(asked)[0] is None
    site.build()
    counts = find_unchanged(asked)[0]
    assert counts
    assert list(counts.strays) == ["stray.txt"]
    site.build(prune=True)
    assert not site.has("stray.txt")
    assert find_unchanged(asked)[0]
    site.write("site/.git/index", "x")
    assert find_unchanged(asked)[0]
    site.remove("site/.yizhu-site")
    assert find_unchanged(asked)[0] is None
    site.write("site/.yizhu-site", "").fails_with("site/.yizhu-site", "no record")
    site.remove("site").build()
    site.article("a", "二。")
    assert find_unchanged(asked)[0] is None
    site.build().shows("zh-hant/a/", "二。")


def test_a_change_within_the_clocks_grain_is_seen(site: Site) -> None:
    """A file that is written again at once, as long as before, is read again."""
    for text in "一二三四五六":
        site.article("a", f"{text}。").build().shows("zh-hant/a/", f"{text}。")


@pytest.mark.parametrize("built_before", [True, False])
def test_a_killed_build_leaves_every_page_whole(tmp_path: Path, built_before: bool) -> None:
    """``kill -9`` at random moments of a first or a later build: each page there is old or new, and what others put
    there is as it was; the next build finishes the work."""
    site = Site(tmp_path / "s").glossary(GLOSSARY)
    chance = random.Random(6)
    for n in range(12):
        site.article(f"a{n}", "蒸餾模型。" * 40, title=f"第{n}篇")
    old = site.build().files() if built_before else {}
    for n in range(12):
        site.article(f"a{n}", "開源軟體。" * 40, title=f"又第{n}篇")
    shutil.copytree(tmp_path / "s/content", tmp_path / "clean/content")
    shutil.copy(tmp_path / "s/config.yaml", tmp_path / "clean/config.yaml")
    build(Options(tmp_path / "clean/config.yaml"))
    foreign = {"CNAME": b"a.org\n", ".git/config": b"x\n"}
    for path, content in foreign.items():
        site.write(f"site/{path}", content)
    new = files_in(tmp_path / "clean/site") | foreign
    command = [sys.executable, str(REPO / "build.py"), "build"]
    for _ in range(6):
        process = subprocess.Popen(
            command, cwd=site.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.05, 1.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        there = {path: raw for path, raw in site.files().items() if not path.startswith(".yizhu-")}
        assert foreign.items() <= there.items()
        for path, content in there.items():
            assert content in (old.get(path), new.get(path)), path
    site.build()
    assert site.files() == new


@pytest.mark.parametrize("moment", range(6))
@pytest.mark.parametrize(
    "edit", ["a text", "a picture", "the glossary", "the configuration", "an article more"]
)
def test_an_edit_during_a_build(site: Site, moment: int, edit: str) -> None:
    """What changes while a build is under way is read again: the site is what a clean build makes of the last state."""
    site.glossary(GLOSSARY).article("a", "蒸餾模型。![x](x.png)").article("b", "軟體。[甲](/a/)")
    site.write("content/articles/a/x.png", PNG + b"1").build()
    site.article("b", "軟體，又一句。[甲](/a/)")
    calls = iter(range(1000))

    def write(*_: object) -> None:
        if next(calls) == moment * 2:
            _edit(site, edit)

    build(Options(site.root / "config.yaml"), write)
    assert next(calls) > moment * 2
    _is_clean(site)


def _edit(site: Site, what: str) -> None:
    if what == "a text":
        site.article("a", "開源。![x](x.png)", title="另一題目")
    elif what == "a picture":
        site.write("content/articles/a/x.png", PNG + b"2")
    elif what == "the glossary":
        site.glossary(GLOSSARY.replace("w0", "other"))
    elif what == "the configuration":
        site.write("config.yaml", "title: y\nbase_url: https://b.org/\n")
    else:
        site.article("c", "另一篇蒸餾。")


def _is_clean(site: Site) -> None:
    shutil.copytree(site.root / "content", site.root / "clean/content")
    shutil.copy(site.root / "config.yaml", site.root / "clean")
    build(Options(site.root / "clean/config.yaml"))
    assert site.files() == files_in(site.root / "clean/site")


def test_an_edit_that_is_taken_back_leaves_no_trace(site: Site) -> None:
    """What was learned of an article while it changed is not taken for what it says when it is again as it was."""
    site.article("a", "一。").build()
    site.article("a", "二。")
    calls = iter(range(100))

    def to_and_fro(*_: object) -> None:
        nth = next(calls)
        if nth == 0:
            site.article("a", "三三。")
        elif nth == 2:
            site.article("a", "二。")

    build(Options(site.root / "config.yaml"), to_and_fro)
    assert next(calls) > 3
    _is_clean(site)


def test_half_of_an_edit_is_no_fault(site: Site) -> None:
    """A text that is faulty for a moment, and sound when the build has ended, does not fail it."""
    site.article("a", "[一]{tern=x}")
    calls = iter(range(1000))

    def help(*_: object) -> None:
        if next(calls) == 1:
            site.article("a", "一。")

    build(Options(site.root / "config.yaml"), help)
    _is_clean(site)


def test_content_that_goes_on_changing(site: Site) -> None:
    """A build does not chase it for ever; the site stays as it was."""
    before = site.article("a", "一。").build().files()
    calls = iter(range(10_000))

    def write(*_: object) -> None:
        site.article("a", "二。" * (next(calls) + 1))

    with pytest.raises(Faults, match=r"a/zh-Hant\.md: this goes on changing while the site is built"):
        build(Options(site.root / "config.yaml"), write)
    assert site.files() == before


def _age(folder: Path) -> None:
    """Files as they are a while after they were written."""
    then = time.time() - 10
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (then, then))


def test_a_term_of_very_many_articles(site: Site) -> None:
    """Its uses stand on several pages, each once; a new article changes none but the term's own page."""
    site.write("config.yaml", "title: x\nbase_url: https://a.org/\neditions: [{name: en, lang: en}]\n")
    site.glossary("- {id: t, forms: {en: [moat]}, definition: {en: A ditch.}}")
    for n in range(120):
        site.article(
            f"a{n:03}", f"The moat of {n}.", lang="en", title=f"No. {n}", front="published: 2025-01-01"
        )
    site.build()
    own, first = site.page("en/glossary/t/"), site.page("en/glossary/t/uses-1/")
    told = [int(n) for page in (own, first) for n in re.findall(r"</mark> of (\d+)\.", page)]
    assert sorted(told) == list(range(120))
    assert 'href="uses-1/"' in own
    assert site.select("en/glossary/t/", ".definition")
    assert not site.select("en/glossary/t/uses-1/", ".definition")
    assert not site.has("en/glossary/t/uses-2/")
    site.article("new", "A moat of 120.", lang="en", title="New", front="published: 2025-02-01").build()
    assert site.built is not None
    assert "en/glossary/t/index.html" in site.built.written.made
    assert "en/glossary/t/uses-1/index.html" not in site.built.written.made


def test_readings_that_are_turned_on(site: Site) -> None:
    """The pages offer them at once: they are another part of the settings."""
    site.article("a", "文字").build()
    editions = "editions: [{name: zh-hant, lang: zh-Hant, readings: tw}]\n"
    site.write("config.yaml", (site.root / "config.yaml").read_text("utf-8") + editions).build()
    _is_clean(site)
    assert site.select("zh-hant/a/", "[name=readings]")


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
