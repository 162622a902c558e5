"""
The system's own tables; each column that a rule reads has its second name below it.
"""

from operator import attrgetter
from typing import Any

from django.db import models
from django.utils import timezone


def also(column: str) -> Any:
    """
    Give a column a second name.

    It is typed Any, because no type checker follows a column of Django's into another
    class's protocol; what stands in the rows is checked when they are judged.
    """
    return property(attrgetter(column))


class Weixiu(models.Model):
    """
    A repair (维修工单).
    """

    id: int
    gdh = models.CharField("工单号", max_length=20, unique=True)
    wxlb = models.CharField("维修类别", max_length=20, help_text="漏水、安全设施、一般")
    wgsj = models.DateTimeField("完工时间", null=True, blank=True)
    zrr = models.CharField("维修责任人", max_length=20, null=True, blank=True)
    xyhf = models.BooleanField("是否应回访", default=False)
    wxbw = models.CharField("维修部位", max_length=20, default="户内")

    categories = also("wxlb")
    completed_at = also("wgsj")
    responsible = also("zrr")
    owes_visit = also("xyhf")
    premises = also("wxbw")

    class Meta:
        verbose_name = verbose_name_plural = "维修"
        ordering = ("-wgsj", "gdh")

    def __str__(self) -> str:
        return self.gdh


class Huifang(models.Model):
    """
    A visit (回访); what nobody noted is None, which is not the same as no.
    """

    id: int
    wx_id: int
    wx = models.ForeignKey(Weixiu, models.PROTECT, related_name="huifang")
    hfsj = models.DateTimeField("回访时间")
    hffs = models.CharField("回访方式", max_length=10, default="上门")
    jdr = models.BooleanField("是否遇到人", default=True)
    sdck = models.BooleanField("是否实地查看", null=True)
    fwqk = models.BooleanField("是否了解服务情况", null=True)
    gjyj = models.BooleanField("是否征询改进意见", null=True)
    sfqk = models.BooleanField("是否核对收费情况", null=True)
    qm = models.BooleanField("被回访人是否签名", null=True)
    dj = models.BooleanField("是否登记", null=True)
    bj = models.BooleanField("是否办结", default=True)
    lrsj = models.DateTimeField("录入时间", default=timezone.now)

    repair_id = also("wx_id")
    visited_at = also("hfsj")
    visitors: Any = property(lambda self: self.renyuan.all())
    problems: Any = property(lambda self: self.wenti.all())
    channel = also("hffs")
    reached = also("jdr")
    looked_on_site = also("sdck")
    asked_about_service = also("fwqk")
    asked_for_suggestions = also("gjyj")
    charges_checked = also("sfqk")
    signed = also("qm")
    registered = also("dj")
    closed = also("bj")
    entered_at = also("lrsj")

    class Meta:
        verbose_name = verbose_name_plural = "回访"

    def __str__(self) -> str:
        return f"{self.wx_id}/{self.pk}"


class Renyuan(models.Model):
    """
    A person at a visit (回访人员), in the role held on that day.
    """

    hf = models.ForeignKey(Huifang, models.CASCADE, related_name="renyuan")
    js = models.CharField("角色", max_length=20)
    xm = models.CharField("姓名", max_length=20)

    role = also("js")
    person = also("xm")

    class Meta:
        verbose_name = verbose_name_plural = "回访人员"

    def __str__(self) -> str:
        return self.xm


class Wenti(models.Model):
    """
    A problem found on a visit (问题), and its written notice.
    """

    hf_id: int
    hf = models.ForeignKey(Huifang, models.CASCADE, related_name="wenti")
    fxsj = models.DateTimeField("发现时间")
    tzsj = models.DateTimeField("通知时间", null=True)
    tzfs = models.CharField("通知形式", max_length=20, null=True)
    zgsj = models.DateTimeField("整改时间", null=True)

    found_at = also("fxsj")
    notified_at = also("tzsj")
    form = also("tzfs")
    rectified_at = also("zgsj")

    class Meta:
        verbose_name = verbose_name_plural = "问题"

    def __str__(self) -> str:
        return f"{self.hf_id}/{self.pk}"
