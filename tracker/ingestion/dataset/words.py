"""Makes names, titles and passages that look like the field's, in several scripts; it knows no rows."""

from random import Random

PLACES = (
    *("Arden", "Belmora", "Cardoso", "Damaris", "Elbasan", "Farrukh", "Galdama", "Hadramir", "Ishkar"),
    *("Jovan", "Kestrel", "Lamura", "Mandara", "Nahuel", "Oranje", "Panjwai", "Qasr", "Rumoka", "Sorvan"),
)
BODIES = ("Republic of {}", "{} Front", "Movement for {}", "{} Council", "Government of {}", "{} Coalition")
TEXTS = ("Agreement of {}", "{} Ceasefire", "{} Framework", "Treaty of {}", "Declaration of {}")
SOURCES = ("{} Monitor", "{} Herald", "Panel on {}", "{} Observatory", "Radio {}", "{} Legal Aid")
DUTIES = (
    *("withdraws its forces from {}", "releases the prisoners held in {}", "opens the road to {}"),
    *("hands over the heavy weapons of {}", "lets monitors into {}", "pays the salaries of {}"),
    *("refrains from attacks on {}", "does not recruit in {}", "publishes the list of {}"),
    *("returns the displaced to {}", "clears the mines around {}", "shares power in {}"),
)
PASSAGES = (
    "Observers who visited {place} on the day in question counted {number} persons and saw no obstacle.",
    "According to the district authority, work in {place} stopped after {number} days for want of fuel.",
    "في {place} أفاد المراقبون بأن {number} شخصا عادوا إلى بيوتهم خلال الأسبوع.",
    "در {place} ناظران گفتند که {number} نفر در این هفته بازگشتند.",
    "В районе {place} наблюдатели насчитали {number} человек и не встретили препятствий.",
    "Les observateurs présents à {place} ont compté {number} personnes et n'ont vu aucun obstacle.",
)


class Words:
    """A supply of wording that one seed fixes."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def place(self) -> str:
        """A place that does not exist."""
        return self.random.choice(PLACES)

    def body(self, number: int) -> str:
        """A party's name; the number keeps it apart from all others."""
        return f"{self.random.choice(BODIES).format(self.place())} {number}"

    def text(self, number: int) -> str:
        """An agreement's title."""
        return f"{self.random.choice(TEXTS).format(self.place())} {number}"

    def source(self, number: int) -> str:
        """A publisher's name."""
        return f"{self.random.choice(SOURCES).format(self.place())} {number}"

    def duty(self, obligor: str) -> str:
        """A commitment's title."""
        return f"{obligor} {self.random.choice(DUTIES).format(self.place())}"

    def passage(self) -> str:
        """What a report says, in one of several languages."""
        words = self.random.choice(PASSAGES)
        return words.format(place=self.place(), number=self.random.randint(2, 900))
