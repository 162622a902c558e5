"""
The command line: thin, with standard exit codes, and errors on stderr.
"""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from followup_rules.__main__ import main
from followup_rules.interchange import dumps, schema_text, shipped

ESTATE = str(
    Path(__file__).parents[2]
    / "docs"
    / "examples"
    / "data"
    / "own_rules"
    / "estate.toml"
)
BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"
BROKEN = Path(__file__).parents[1] / "fixtures" / "rules" / "broken"


class TestCheck:
    """
    `review FILE`.
    """

    def test_a_sound_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        Nothing to say, and 0.
        """
        assert main(["review", ESTATE]) == 0
        assert capsys.readouterr() == ("", "")

    def test_a_broken_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        Its faults stand on stderr, one a line, and the code is 1.
        """
        assert main(["review", str(BROKEN / "bad_enum.toml")]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 2
        assert "nearest: 'UP'" in said.err

    def test_a_file_with_findings(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        Findings stand on stdout in the language asked for, and the code is 1.
        """
        path = tmp_path / "own.toml"
        path.write_text(
            'based_on = "repair@2021"\n[rules."visit_quota.office"]\nrate = "0%"\n'
        )
        assert main(["review", str(path), "--lang", "zh"]) == 1
        said = capsys.readouterr()
        assert said.out == (
            'rules."visit_quota.office".rate（REPAIR-1b）：'
            "0%比REPAIR@2021的5%宽松\n"
            "regulation.edition：有1条规则与REPAIR@2021不同，名称却相同，"
            "应另定版本名称\n"
            'rules."visit_quota.office".rate（REPAIR-1b）：比率为0%，没有要求\n'
        )
        assert said.err == ""
        assert main(["review", str(path), "--population", "9"]) == 1

    def test_no_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        A command that cannot be carried out is 2.
        """
        assert main(["review", "nowhere.toml"]) == 2
        assert "cannot be read" in capsys.readouterr().err
        assert main(["review", "rules.yaml"]) == 2


class TestShow:
    """
    `show REGULATION`.
    """

    @pytest.mark.parametrize("name", ["repair", "repair@2021", ESTATE])
    def test_shipped_or_a_file(
        self, name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        A name, a name with its edition, or a file.
        """
        assert main(["show", name, "--lang", "zh"]) == 0
        assert "REPAIR-1b" in capsys.readouterr().out

    def test_a_grade_that_is_called_what_its_column_is(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        It goes by its own name; and a book without readings has no heading for them.
        """
        text = (BOOKS.parents[1] / "zh" / "examples" / "desk.toml").read_text("utf-8")
        column = '"满意" = { type = "grade of score?", words = { zh = "评价" } }'
        rule = """
[rules.score]
kind = "score"
clause = "KF-4"
name = { zh = "得分" }
owed_by = "desk"
points = { "满意" = 100, "不满意" = 0 }
satisfied = ["满意"]
scale.grades."满意" = { name = { zh = "满意" } }
scale.grades."不满意" = { name = { zh = "不满意" } }
tiers.first = { name = { zh = "好" }, least = 0 }
feed = { each = "request", answer = "满意", by = "urgency" }
"""
        path = tmp_path / "desk.toml"
        noted = "called_back = {"
        path.write_text(text.replace(noted, f"{column}\n{noted}") + rule, "utf-8")

        assert main(["show", str(path), "--lang", "zh"]) == 0
        said = capsys.readouterr().out
        assert "  分值：满意 100；不满意 0\n  计为满意的等次：满意\n" in said
        assert "## 读法" not in said

    def test_unknown(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        An unknown name is 2, with those that are known.
        """
        assert main(["show", "repairs"]) == 2
        assert "nearest: 'repair@2021'" in capsys.readouterr().err

    def test_no_rulebook(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        A file with a policy alone is no rulebook.
        """
        path = tmp_path / "quota.toml"
        path.write_text(dumps(shipped("repair@2021")["visit_quota.office"]), "utf-8")
        assert main(["show", str(path)]) == 2
        assert "allowed: Rulebook or Editions" in capsys.readouterr().err


class TestDiff:
    """
    `diff OLD NEW`.
    """

    def test_as_diff_does(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        0 where nothing differs, 1 where something does, 2 where it cannot be told.
        """
        assert main(["diff", "repair", "repair@2021"]) == 0
        assert main(["diff", "repair", ESTATE]) == 1
        assert "share: 5% becomes 8%" in capsys.readouterr().out
        assert main(["diff", "repair", ESTATE, "--lang", "zh"]) == 1
        assert "由5%改为8%" in capsys.readouterr().out
        assert main(["diff", "repair", "nowhere.toml"]) == 2


class TestSchema:
    """
    `schema`.
    """

    def test_is_the_committed_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        What is printed is what the package carries.
        """
        assert main(["schema"]) == 0
        assert capsys.readouterr().out == schema_text()


class TestStreams:
    """
    Streams of every make.
    """

    def test_that_are_no_files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A host may put anything with `write` in the place of stdout.
        """
        page = io.StringIO()
        monkeypatch.setattr(sys, "stdout", page)
        assert main(["show", "repair"]) == 0
        assert page.getvalue().startswith("# Follow-up visits")

    def test_that_nobody_reads(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """
        A pipe that is closed on the other side ends the command quietly.
        """

        class Closed(io.StringIO):
            def write(self, _: str) -> int:
                raise BrokenPipeError

            def fileno(self) -> int:
                return number

        with (tmp_path / "out").open("wb") as file:
            number = file.fileno()
            monkeypatch.setattr(sys, "stdout", Closed())
            assert main(["show", "repair"]) == 0


class TestAsAProgram:
    """
    `python -m followup_rules`.
    """

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run the program."""
        command = [sys.executable, "-m", "followup_rules", *arguments]
        return subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own

    def test_without_a_command(self) -> None:
        """
        Usage goes to stderr, with 2.
        """
        done = self.run()
        assert done.returncode == 2
        assert done.stderr.startswith(b"usage: python -m followup_rules")

    def test_whatever_the_terminal_speaks(self) -> None:
        """
        Pages are UTF-8, without colour.
        """
        done = self.run("show", "repair", "--lang", "zh")
        assert done.returncode == 0
        assert "维修回访工作制度" in done.stdout.decode("utf-8")
        assert b"\x1b[" not in done.stdout

    def test_into_a_closed_pipe(self) -> None:
        """
        Whoever stops reading gets no traceback.
        """
        command = [sys.executable, "-m", "followup_rules", "schema"]
        with subprocess.Popen(  # noqa: S603 - our own
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            running.stdout.read(10)
            running.stdout.close()
            assert running.stderr.read() == b""
            assert running.wait() == 0

    def test_without_the_extra(self) -> None:
        """
        Without tomlkit the way out is named, with 2.
        """
        code = (
            "import sys; sys.modules['tomlkit'] = None\n"
            "from followup_rules.__main__ import main\n"
            "sys.exit(main(['show', 'repair']))"
        )
        done = subprocess.run(  # noqa: S603 - our own
            [sys.executable, "-c", code], capture_output=True, check=False
        )
        assert done.returncode == 2
        assert b"pip install '/path/to/followup-rules[data]'" in done.stderr


class TestAssess:
    """
    `assess REGULATION --ledger FILE ... --as-of TIME`.
    """

    DESK = str(BOOKS / "first.toml")
    LEDGER = str(BOOKS / "first" / "requests.csv")

    def assess(self, *more: str) -> int:
        """Judge the requests of the help desk."""
        return main(["assess", self.DESK, "--ledger", self.LEDGER, *more])

    def test_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        The whole report, in UTF-8.
        """
        assert self.assess("--as-of", "2026-03-05T09:00+01:00", "--as", "json") == 1
        data = json.loads(capsys.readouterr().out)
        assert data["accounts"]["request"]["in_error"] == 1
        assert len(data["verdicts"]) == 7

    def test_as_a_table_in_chinese(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        Sentences in Chinese with the words that there are.
        """
        assert self.assess("--as-of", "2026-03-05 09:00", "--lang", "zh-CN") == 1
        assert "Answers of the help desk" in capsys.readouterr().out

    def test_a_rule_that_waits_for_a_calendar(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        It is said once, however many rows wait, and not where there is a calendar.
        """
        files = sorted(map(str, (BOOKS / "hotline").glob("*.csv")))
        call = ["assess", str(BOOKS / "hotline.toml"), "--as-of", "2026-04-05T09:00"]
        said = (
            "The answer cannot be judged: it needs a work calendar, and none was given."
        )

        main([*call, "--ledger", *files])
        assert capsys.readouterr().out.replace("\n", " ").count(said) == 1
        main([*call, "--calendar", "china", "--ledger", *files])
        assert said not in capsys.readouterr().out.replace("\n", " ")

    def test_nothing_to_report(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        The code is 0 where nothing is wrong, and a page without verdicts is empty.
        """
        path = tmp_path / "requests.csv"
        path.write_text("id,received,urgency\n")
        found = [
            "assess",
            self.DESK,
            "--ledger",
            str(path),
            "--as-of",
            "2026-03-05T09:00",
        ]
        assert main([*found, "--as", "csv"]) == 0
        assert capsys.readouterr().out == "\n"

    def test_an_option_that_is_said_twice(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        Every `--ledger` counts, and no later one hides the files of an earlier one.
        """
        path = tmp_path / "request.csv"
        path.write_text("id,received,urgency\n90,2026-03-02 09:00,other requests\n")
        told = ("--as-of", "2026-03-05T09:00", "--as", "json")
        assert self.assess("--ledger", f"request={path}", *told) == 1
        data = json.loads(capsys.readouterr().out)
        assert data["accounts"]["request"]["given"] == 6

    def test_what_cannot_be_carried_out(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        The code is 2, and stderr says why.
        """
        assert self.assess("--as-of", "noon") == 2
        assert "--as-of cannot be 'noon'" in capsys.readouterr().err
        assert self.assess("--as-of", "2026-03-05T09:00", "--period", "March") == 2
        assert main(["assess", self.DESK, "--ledger", "x.csv", "--as-of", "1"]) == 2
        with pytest.raises(SystemExit):
            self.assess("--as-of", "2026-03-05T09:00", "--lang", "fr")


class TestInChinese:
    """
    What is asked in Chinese is answered in it, errors and all.
    """

    HOME = Path(__file__).parents[2] / "docs" / "zh" / "examples"
    DESK = str(HOME / "desk.toml")

    def asked(self, capsys: pytest.CaptureFixture[str], *command: str) -> str:
        """Return what stands on stderr."""
        main([*command, "--lang", "zh"])
        return capsys.readouterr().err

    def test_a_row_in_error(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        It is said where it stands, in the words of its sentence.
        """
        ledger = str(self.HOME / "报修.csv")
        said = ("assess", self.DESK, "--ledger", ledger, "--as-of", "2026-03-05T09:00")
        assert self.asked(capsys, *said) == (
            f"{ledger}第6行：报修5的类别为“特急”，无法使用；应为一般报修、急修。\n"
        )

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                "编号,报修时问,类别\n",
                "第1行：没有“报修时问”这一列；可用的列名：id、编号、entered_at、"
                "when it was entered、录入时间、received_at、报修时间、urgency、类别、"
                "visited_at、上门时间、noted、是否登记、called_back、是否回访；"
                "最接近：报修时间\n",
            ),
            (
                "编号,类别,类别\n",
                "第1行：有两列都是类别（urgency）",
            ),
            ("编号,类别\n", "第1行：缺少报修时间（received_at）这一列"),
            ("", "：没有内容；首行应为列名"),
            ("id,报修时间,类别\n1\n", "第2行：有1格，而首行有3格"),
            ('id,报修时间,类别\n1,"a"b,\n', "第2行：不是CSV格式（"),
        ],
    )
    def test_a_ledger(
        self,
        text: str,
        said: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """
        Its heads are named by name and by word.
        """
        path = tmp_path / "报修.csv"
        path.write_text(text, encoding="utf-8")
        told = (
            "assess",
            self.DESK,
            "--ledger",
            str(path),
            "--as-of",
            "2026-03-05T09:00",
        )
        assert f"{path}{said}" in self.asked(capsys, *told)

    def test_a_ledger_of_rows_in_rows(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        What is inside is named as well, and what belongs nowhere is told.
        """
        visit = {"id": "V", "repair_id": "1", "visited_at": "2026-03-03 10:00"}
        path = tmp_path / "x.json"
        told = (
            "assess",
            "repair",
            "--ledger",
            str(path),
            "--as-of",
            "2026-03-05T09:00",
        )
        path.write_text(json.dumps({"visit": [{**visit, "visitors": [3]}, 4]}))
        assert self.asked(capsys, *told) == (
            f"{path}中visit第1条：visitor的数据行不能为3；应为一张表。\n"
            f"{path}中visit第2条：不是一行数据\n"
        )
        inner = {"visit": [{**visit, "visitors": [{"rolle": "office"}]}]}
        path.write_text(json.dumps(inner))
        assert self.asked(capsys, *told).startswith(
            f"{path}中visit第1条：没有“rolle”这一列；可用的列名："
        )
        path.write_text('{"visit": 3, "repair": [{"categories": "漏水"}]}')
        assert self.asked(capsys, *told) == f"{path}：visit不是数据行的列表\n"
        path.write_text('{"problem": [{"id": "P", "visit_id": "V9"}]}')
        assert self.asked(capsys, *told) == (
            f"{path}中problem第1条：各文件中没有编号为“V9”的回访\n"
        )
        path.write_text('{"repair": [{"categories": "漏水"}]}')
        assert self.asked(capsys, *told).startswith(
            f"{path}中repair第1条：维修第1条的编号为空，无法使用；应为"
        )

    @pytest.mark.parametrize(
        ("command", "said"),
        [
            (("show", "repairs"), "没有名为“repairs”的制度；可用："),
            (
                ("assess", "repair", "--as-of", "noon"),
                "--as-of（判定时间）不能为“noon”",
            ),
            (
                (
                    "assess",
                    "repair",
                    "--as-of",
                    "2026-03-05T09:00",
                    "--period",
                    "March",
                ),
                "期间不能为“March”；应为如2026-03（月）",
            ),
            (
                ("assess", DESK, "--as-of", "1", "--ledger", "x.txt"),
                "没有名为“x.txt”的台账文件；可用：.csv、.json。",
            ),
            (
                ("assess", DESK, "--as-of", "1", "--ledger", "request=x.csv"),
                "x.csv：无法读取（No such file or directory）",
            ),
            (("review", "nowhere.toml"), "nowhere.toml：1处错误\n  文件：无法读取："),
            (
                ("review", str(BROKEN / "bad_enum.toml")),
                "：“up”不在允许的范围之内；应为UP、DOWN、HALF_EVEN；最接近：UP",
            ),
            (("test", str(BROKEN / "bad_enum.toml")), "处错误\n"),
        ],
    )
    def test_what_cannot_be_done(
        self,
        command: tuple[str, ...],
        said: str,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """
        No sentence around what came is English.
        """
        assert said in self.asked(capsys, *command)

    def test_a_page(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        Brackets and commas are full-width.
        """
        assert main(["show", self.DESK, "--lang", "zh"]) == 0
        page = capsys.readouterr().out

        assert page.startswith("# 客服中心报修响应制度（KF@2026）\n")
        assert not re.search(r"[一-鿿] ?[(,:]|[),:] ?[一-鿿]", page)

    def test_scenarios(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        What they come to, and what was otherwise.
        """
        assert main(["test", self.DESK, "--lang", "zh"]) == 0
        assert capsys.readouterr().out.splitlines() == [
            "符合  急修过了四小时零一分钟才上门，属于逾期",
            "符合  上门没有登记，不符合要求",
            "共2个例子，0个不符",
            "没有例子涉及：KF-1、KF-4",
        ]
        text = Path(self.DESK).read_text(encoding="utf-8")
        path = tmp_path / "desk.toml"
        path.write_text(text.replace('status = "LATE"', 'status = "MET"'), "utf-8")
        assert main(["test", str(path), "--lang", "zh"]) == 1
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("不符  急修")
        assert "：应为达标（MET），实为逾期完成（LATE）：上门最迟应于" in lines[1]


class TestScenarios:
    """
    `test FILE`.
    """

    def test_what_fails(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        Each miss is a line, and the code is 1.
        """
        text = (BOOKS / "first.toml").read_text(encoding="utf-8")
        path = tmp_path / "first.toml"
        path.write_text(text.replace('status = "LATE"', 'status = "MET"'), "utf-8")
        assert main(["test", str(path)]) == 1
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("FAILED  Four hours")
        assert lines[1].startswith("        answer 1 DESK-2: MET expected, LATE came")
        assert lines[2] == "1 scenario, 1 failed"

    def test_a_file_without_any(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        Rules that nothing tries are something to report.
        """
        assert main(["test", ESTATE]) == 1
        assert capsys.readouterr().out.startswith("0 scenarios, 0 failed\nno scenario")

    def test_their_calendar(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        It lies beside the file.
        """
        assert main(["test", str(BOOKS / "awaab.toml")]) == 0
        assert "4 scenarios, 0 failed\n" in capsys.readouterr().out

    def test_their_seasons(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        They lie beside the file as well; without them nobody knows the last day.
        """
        heating = {"kind": "heating", "starts": "11-15", "ends": "03-15", "source": "x"}
        (tmp_path / "seasons.json").write_text(json.dumps({"town": [heating]}), "utf-8")
        path = tmp_path / "works.toml"
        scenario = """
            based_on = "construction@2021"
            [[scenarios]]
            name = "two winters"
            as_of = 2024-06-01T09:00:00+08:00
            SEASONS
            [[scenarios.ledgers.project]]
            id = "P1"
            place = "town"
            categories = "heating"
            accepted_on = 2023-06-01
            [[scenarios.expect]]
            rule = "warranty"
            cell = "heating"
            status = "STATUS"
        """
        known = scenario.replace("SEASONS", 'seasons = "seasons.json"')
        path.write_text(known.replace("STATUS", "MET"), "utf-8")
        assert main(["test", str(path)]) == 0, capsys.readouterr().out
        unknown = scenario.replace("SEASONS", "")
        path.write_text(unknown.replace("STATUS", "UNDETERMINED"), "utf-8")
        assert main(["test", str(path)]) == 0, capsys.readouterr().out
