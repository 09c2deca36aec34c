"""Makes up a large programme for measurements: the same numbers give the same programme."""

import datetime as dt
import random

ZONE, OFFSET = "Africa/Cairo", dt.timezone(dt.timedelta(hours=2))
FIRST_DAY = dt.datetime(2027, 11, 12, tzinfo=OFFSET)
DAYS, STEP = 3, 30  # minutes from one start to the next in a room
SHARE_ARABIC, SHARE_OF_TWO = 0.2, 0.25


def _listed(text):
    """Words, or phrases where there are bars between them."""
    return text.replace("\n", "").split("|") if "|" in text else text.split()


ROOMS = [
    ("Nile Auditorium", "قاعة النيل", 900),
    ("Sinai Hall", "قاعة سيناء", 450),
    ("Delta Hall", "قاعة الدلتا", 450),
    ("Alexandria Room", "غرفة الإسكندرية", 220),
    ("Luxor Room", "غرفة الأقصر", 220),
    ("Aswan Room", "غرفة أسوان", 180),
    ("Siwa Studio", "مختبر سيوة", 60),
    ("Fayoum Studio", "مختبر الفيوم", 60),
]
TRACKS = [
    ("Archives", "المحفوظات"),
    ("Teaching", "التعليم"),
    ("Mother tongues", "اللغات الأم"),
    ("Radio", "الإذاعة"),
    ("Health", "الصحة"),
    ("Cities", "المدن"),
    ("Law", "القانون"),
    ("Youth", "الشباب"),
    ("Crafts", "الحرف"),
    ("Food", "الطعام"),
    ("Memory", "الذاكرة"),
    ("Networks", "الشبكات"),
]
NOUNS = _listed("""
archive answer autumn balcony ballad basket bazaar border bread bridge candle carpet chapter choir
cinema coast colour corner costume council courtyard cousin diary dictionary district doorway
dream drum editor essay evening exile factory family farm ferry festival fiction field footnote
forest friend garden gesture glass grammar guest habit harbour harvest history holiday hospital
hour hunger island journal journey kettle kitchen ladder lake lamp language lecture lesson letter
library listener lullaby machine manuscript map market measure melody memory message meadow minute
mirror morning mountain museum music neighbour newspaper notebook office orchard page painter
paper party passage pattern pencil people phrase pilgrim place plan poem portrait printer prison
promise proverb question radio railway reader recipe record refuge river road roof rumour saffron
sailor scholar school season sentence shadow shelter shop shore singer sister sketch snow song
spring square stage staircase station stone story stranger street student summer supper surname
survey table tailor teacher thread ticket tower town translator traveller treaty tunnel uncle
valley verse village visitor voice volunteer walnut water weather weaver wedding window winter
witness word workshop writer year
""")
VERBS = _listed("""
answers asks becomes begins borrows breaks bridges brings builds carries changes checks chooses
collects compares connects copies counts crosses describes discovers divides draws explains feeds
finds follows forgets gathers gives grows guards guides hears helps hides holds imagines invites
joins keeps knows learns leaves lends loses makes measures meets mends misses moves names needs
notices opens orders outlives paints plants protects questions reaches reads records remembers
repairs repeats replaces returns saves shapes shares shows sings solves surprises teaches tells
tests traces translates understands visits warms weaves welcomes writes
""")
ADJECTIVES = _listed("""
ancient bitter blue borrowed bright broken careful clear common crowded curious deep distant early
empty familiar famous fragile free full gentle golden green hidden honest humble invisible joint
late little local lonely long lost loud narrow new noisy odd old open ordinary patient plain
private proud public quick quiet rare restless rich rough sacred safe scattered second secret
shared sharp short silent simple slow small soft strange strong sudden tall tender thin tired
uncertain unfinished unwritten useful warm weak whole wide wild young
""")
LINKS = _listed("because|although|while|until|so that|and|but|before|after|whenever")
PLACES = _listed("in|near|behind|without|between|beyond|under|across|against|inside|beside|for")
AR_NOUNS = _listed("""
أرشيف باب بحر بريد بستان بيت تاريخ ترجمة تلميذ جار جبل جدة جريدة جسر جمهور حارة حديقة حرف حكاية
حلم حوار خبز خريطة خط دار درس دفتر ذاكرة رحلة رسالة رصيف رواية زائر زمن ساحة سؤال سفينة سماء سوق
شاهد شارع شاعر شتاء شجرة صديق صورة صوت ضيف طريق ظل عائلة عمل عيد غرفة غريب فجر فصل فكرة فنان قارئ
قاعة قافلة قرية قصة قصيدة قطار قلم قمر كاتب كتاب كلمة لحن لغة ليل مؤلف مائدة مدرسة مدينة مرآة مرسم
مسرح مطبخ معلم مفتاح مقعد مكتبة منزل موسم ميناء نافذة نص نهر هجرة وثيقة وجه وردة ورشة وطن يوم
""")
AR_ADJECTIVES = _listed("""
أول بسيط بعيد ثابت جديد جميل حاضر حزين خفي دافئ دقيق سري سريع صادق صامت صغير ضائع طويل عابر عام
عتيق عميق غائب غامض قديم قريب قصير كامل كبير لطيف مألوف مؤقت مشترك مفتوح منسي مهمل نادر هادئ واسع
واضح
""")
AR_VERBS = _listed("""
نبحث نبدأ نبني نترجم نتذكر نتعلم نجمع نحفظ نحكي نختار ندون نرتب نرسم نرى نزور نسأل نستعيد نسجل
نسمع نشارك نشرح نصف نعلم نعود نغني نفتح نفهم نقارن نقرأ نكتب نلتقي ننسج ننقل نوثق
""")
AR_PLACES = _listed("في من إلى على مع بين قرب بعد قبل دون خلف داخل")
GIVEN = _listed("""
Adel Amal Basma Chike Dalia Emre Fadi Grace Hana Ilyas Jonas Karim Lamia Maya Nabil Olga Paulo
Rana Salim Tala Uma Vera Wafa Yunus Zeynep
""")
FAMILY = _listed("""
Abadi Barakat Celik Dogan Eskander Farah Gamal Haddad Ibrahim Jaber Kaplan Lindqvist Mansur Novak
Okoro Petrov Qasim Rahimi Silva Tanaka Usman Varga Weber Yilmaz Zaman
""")
AR_GIVEN = _listed("أمل باسم تالا جميل حنان خالد دانة رامي زينب سامر ضحى طارق عادل غادة فادي")
AR_FAMILY = _listed(
    "البستاني التميمي الجابري الحداد الخطيب الراوي الزيات السقا الشامي العطار الفارس القباني"
)
HOUSES = _listed("""
River Archive|Lantern School|Harbour Press|Open Courtyard|Walnut Library|Slow Radio|
Seven Bridges College|Paper Workshop|Blue Door Theatre|Independent
""")


def programme(sessions=400, speakers=300, seed=2027):
    """A programme of three days in English and Arabic, as a dict that JSON can hold.

    Starts are local time with offset; each talk and biography is in one language only.
    """
    dice = random.Random(seed)  # noqa: S311 (no secret: it must be repeatable)
    people = [_person(dice, number + 1) for number in range(speakers)]
    return {
        "event": {
            "name": {"en": "Reference programme", "ar": "برنامج مرجعي"},
            "timezone": ZONE,
            "locales": ["en", "ar"],
            "start": FIRST_DAY.date().isoformat(),
            "end": (FIRST_DAY + dt.timedelta(days=DAYS - 1)).date().isoformat(),
        },
        "rooms": [
            {"id": n + 1, "name": {"en": en, "ar": ar}, "capacity": seats}
            for n, (en, ar, seats) in enumerate(ROOMS)
        ],
        "tracks": [
            {"id": n + 1, "name": {"en": en, "ar": ar}} for n, (en, ar) in enumerate(TRACKS)
        ],
        "speakers": people,
        "talks": [
            _talk(dice, number + 1, start, room, people)
            for number, (start, room) in enumerate(_places()[:sessions])
        ],
        "breaks": [_break(day) for day in range(DAYS)],
    }


def _places():
    """Every start in every room: from 9:00 to 12:30 and from 13:30 to 18:30."""
    minutes = [*range(9 * 60, 12 * 60 + 30, STEP), *range(13 * 60 + 30, 18 * 60 + 30, STEP)]
    return [
        (FIRST_DAY + dt.timedelta(days=day, minutes=minute), room + 1)
        for day in range(DAYS)
        for minute in minutes
        for room in range(len(ROOMS))
    ]


def _break(day):
    start = FIRST_DAY + dt.timedelta(days=day, hours=12, minutes=30)
    return {
        "id": day + 1,
        "title": {"en": "Lunch break", "ar": "استراحة الغداء"},
        "start": start.isoformat(),
        "end": (start + dt.timedelta(hours=1)).isoformat(),
    }


def _person(dice, number):
    arabic = dice.random() < SHARE_ARABIC
    given, family = (AR_GIVEN, AR_FAMILY) if arabic else (GIVEN, FAMILY)
    return {
        "id": number,
        "name": f"{dice.choice(given)} {dice.choice(family)}",
        "affiliation": dice.choice(HOUSES),
        "language": "ar" if arabic else "en",
        "biography": _text(dice, arabic, 40, 80, paragraphs=1),
    }


def _talk(dice, number, start, room, people):
    arabic = dice.random() < SHARE_ARABIC
    speakers = [people[(number - 1) % len(people)]["id"]]
    if dice.random() < SHARE_OF_TWO:
        second = dice.choice(people)["id"]
        speakers += [second] if second not in speakers else []
    minutes = 25 if dice.random() < 0.85 else 20
    return {
        "id": number,
        "title": _title(dice, arabic),
        "abstract": _text(dice, arabic, 120, 200, paragraphs=3),
        "language": "ar" if arabic else "en",
        "track": dice.randint(1, len(TRACKS)),
        "room": room,
        "start": start.isoformat(),
        "end": (start + dt.timedelta(minutes=minutes)).isoformat(),
        "speakers": speakers,
    }


def _title(dice, arabic):
    if arabic:
        return f"{dice.choice(AR_NOUNS)} {dice.choice(AR_PLACES)} {_thing(dice, arabic)}"
    words = f"the {dice.choice(ADJECTIVES)} {dice.choice(NOUNS)} {dice.choice(PLACES)}"
    return f"{words} the {dice.choice(NOUNS)}".capitalize()


def _thing(dice, arabic):
    if arabic:
        return f"{dice.choice(AR_NOUNS)} {dice.choice(AR_ADJECTIVES)}"
    return f"{dice.choice(['the', 'a', 'our', 'every', 'no'])} " + " ".join(
        [dice.choice(ADJECTIVES)] * (dice.random() < 0.6) + [dice.choice(NOUNS)]
    )


def _sentence(dice, arabic):
    if arabic:
        words = f"{dice.choice(AR_VERBS)} {_thing(dice, arabic)} {dice.choice(AR_PLACES)}"
        return f"{words} {_thing(dice, arabic)}."
    words = f"{_thing(dice, arabic)} {dice.choice(VERBS)} {_thing(dice, arabic)}"
    if dice.random() < 0.6:
        words += f" {dice.choice(PLACES)} {_thing(dice, arabic)}"
    if dice.random() < 0.5:
        words += f" {dice.choice(LINKS)} {_thing(dice, arabic)} {dice.choice(VERBS)}"
        words += f" {_thing(dice, arabic)}"
    return f"{words[0].upper()}{words[1:]}."


def _text(dice, arabic, fewest, most, *, paragraphs):
    """Between `fewest` and `most` words, about evenly in paragraphs with an empty line between."""
    wanted, sentences, count = dice.randint(fewest, most - 15), [], 0
    while count < wanted:
        sentences.append(_sentence(dice, arabic))
        count += len(sentences[-1].split())
    size = -(-len(sentences) // paragraphs)
    parts = [sentences[n : n + size] for n in range(0, len(sentences), size)]
    return "\n\n".join(" ".join(part) for part in parts)
