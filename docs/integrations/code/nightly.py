"""
A nightly job on SQLAlchemy: judge, keep one row for each obligation, tell what changed.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import DateTime, Dialect, Engine, ForeignKey, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)
from sqlalchemy.types import TypeDecorator

from followup_rules.reports import Changes
from followup_rules.rulebooks import repair

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Moment(TypeDecorator[dt.datetime]):
    """
    A time that comes back as it went in: aware. SQLite keeps no zone, so UTC is kept.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """
        Refuse a time without a zone; nobody could tell later which it was.
        """
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """
        Give it back in local time.
        """
        if value is not None and value.tzinfo is None:
            value = value.replace(tzinfo=dt.UTC)
        return value if value is None else value.astimezone(SHANGHAI)


class Base(DeclarativeBase):
    """
    The tables; a column keeps its own name, and the attribute has ours.
    """

    type_annotation_map = {dt.datetime: Moment}


class Repair(Base):
    """
    A repair (维修).
    """

    __tablename__ = "weixiu"
    id: Mapped[int] = mapped_column(primary_key=True)
    categories: Mapped[str | None] = mapped_column("wxlb")
    completed_at: Mapped[dt.datetime | None] = mapped_column("wgsj")
    responsible: Mapped[str | None] = mapped_column("zrr")
    owes_visit: Mapped[bool] = mapped_column("xyhf", default=False)
    premises: Mapped[str] = mapped_column("wxbw", default="户内")


class Visit(Base):
    """
    A visit (回访).
    """

    __tablename__ = "huifang"
    id: Mapped[int] = mapped_column(primary_key=True)
    repair_id: Mapped[int] = mapped_column("wx_id", ForeignKey("weixiu.id"))
    visited_at: Mapped[dt.datetime] = mapped_column("hfsj")
    channel: Mapped[str] = mapped_column("hffs", default="上门")
    reached: Mapped[bool] = mapped_column("jdr", default=True)
    looked_on_site: Mapped[bool | None] = mapped_column("sdck")
    asked_about_service: Mapped[bool | None] = mapped_column("fwqk")
    asked_for_suggestions: Mapped[bool | None] = mapped_column("gjyj")
    charges_checked: Mapped[bool | None] = mapped_column("sfqk")
    signed: Mapped[bool | None] = mapped_column("qm")
    registered: Mapped[bool | None] = mapped_column("dj")
    closed: Mapped[bool] = mapped_column("bj", default=True)
    entered_at: Mapped[dt.datetime | None] = mapped_column("lrsj")
    visitors: Mapped[list["Visitor"]] = relationship()
    problems: Mapped[list["Problem"]] = relationship()


class Visitor(Base):
    """
    A person at a visit (回访人员).
    """

    __tablename__ = "renyuan"
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column("hf_id", ForeignKey("huifang.id"))
    role: Mapped[str] = mapped_column("js")
    person: Mapped[str | None] = mapped_column("xm")


class Problem(Base):
    """
    A problem found on a visit (问题).
    """

    __tablename__ = "wenti"
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column("hf_id", ForeignKey("huifang.id"))
    found_at: Mapped[dt.datetime] = mapped_column("fxsj")
    notified_at: Mapped[dt.datetime | None] = mapped_column("tzsj")
    form: Mapped[str | None] = mapped_column("tzfs")
    rectified_at: Mapped[dt.datetime | None] = mapped_column("zgsj")


class Obligation(Base):
    """
    One obligation, by its key; the other columns are those of `report.rows`.
    """

    __tablename__ = "obligation"
    key: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str]
    clause: Mapped[str]
    reason: Mapped[str]
    owed_by: Mapped[str]
    kind: Mapped[str]
    id: Mapped[str]
    last_day: Mapped[str | None]
    closes: Mapped[str | None]
    required: Mapped[int | None]
    counted: Mapped[int | None]
    sentence: Mapped[str]
    gone_at: Mapped[dt.datetime | None]


COLUMNS = tuple(column.name for column in Obligation.__table__.columns)
INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def judge_the_night(engine: Engine, as_of: dt.datetime) -> Changes[Any]:
    """
    Judge the whole ledger in one transaction, and keep what was found.

    An obligation that fell away, because its repair was struck out, stays with the
    moment at which that was seen.
    """
    with Session(engine) as session, session.begin():
        inner = (selectinload(Visit.visitors), selectinload(Visit.problems))
        # Any: pyright does not look through `Mapped` when it compares with a protocol.
        repairs: Iterable[Any] = session.scalars(select(Repair))
        visits: Iterable[Any] = session.scalars(select(Visit).options(*inner))
        report = repair.assess(repairs, visits, as_of=as_of)
        standing = select(Obligation.__table__).where(Obligation.gone_at.is_(None))
        changes = report.changes_since(
            [dict(row) for row in session.execute(standing).mappings()]
        )
        rows = [{name: row.get(name) for name in COLUMNS} for row in report.rows("zh")]
        if rows:
            insert = INSERT[engine.dialect.name](Obligation)
            fresh = {name: insert.excluded[name] for name in COLUMNS if name != "key"}
            upsert = insert.on_conflict_do_update(index_elements=["key"], set_=fresh)
            session.execute(upsert, rows)
        if changes.gone:
            gone = [{"key": one.key, "gone_at": as_of} for one in changes.gone]
            session.execute(update(Obligation), gone)
    return changes


def letter(changes: Changes[Any]) -> str:
    """
    Say what is new against somebody since the night before.
    """
    found = [
        f"- {change.after.about('zh')}：{change.after.explain('zh')}"
        for change in (*changes.new, *changes.changed)
        if change.after is not None and change.after.is_violation
    ]
    unread = len(changes.unreadable)
    left = f"，因数据有误暂未更新{unread}项" if unread else ""
    head = (
        f"新增{len(changes.new)}项，变化{len(changes.changed)}项，"
        f"撤销{len(changes.gone)}项{left}；其中新的违规{len(found)}项。"
    )
    return "\n".join([head, *found])


def every_night(
    engine: Engine, clock: Callable[[], dt.datetime], tell: Callable[[str], object]
) -> BackgroundScheduler:
    """
    Return a scheduler that judges at two every night; `start()` it where you serve.
    """
    scheduler = BackgroundScheduler(timezone=SHANGHAI)
    scheduler.add_job(
        lambda: tell(letter(judge_the_night(engine, clock()))),
        CronTrigger(hour=2, timezone=SHANGHAI),
        id="huifang",
        coalesce=True,  # after a stand-still one run is enough
        misfire_grace_time=6 * 3600,
        max_instances=1,
    )
    return scheduler
