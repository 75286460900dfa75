"""Fills the inbox of the demonstration with one feed and what it could have brought; nobody is asked."""

from datetime import datetime

from tracker.ingestion.demo import data
from tracker.ingestion.demo.register import Registers
from tracker.services import feeds


def bring_news(registers: Registers, *, at: datetime) -> None:
    """Enter the feed, switched off, with its entries."""
    content = data.read("inbox")
    said = content["feed"]
    feed = feeds.create(
        slug=said["slug"],
        name=said["name"],
        source=registers.sources[said["source"]],
        url=said["url"],
        active=False,
        by=registers.people["analyst"],
        at=at,
    )
    news = [
        feeds.News(
            key=item["key"],
            title=item["title"],
            published_at=item["published_at"],
            text=data.paragraphs(item["text"]),
            language="en",
            reference=data.fixed_reference("N", item["key"]),
        )
        for item in content["entry"]
    ]
    feeds.succeeded(feed=feed, news=news, at=at)
