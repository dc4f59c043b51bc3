"""Understanding: names, numbers, colours, places, hours, looks, and what cannot be shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.film import Brief, UsageError
from yingxi.story import Reading, board_screenplay, read_brief, write_screenplay
from yingxi.story.lexicon import scan, stems
from yingxi.story.names import find_names
from yingxi.story.nouns import find_nouns


def read(prompt: str, look: str = "") -> Reading:
    return read_brief(Brief(prompt=prompt, look=look))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("少年阿海带着画出门。", ("阿海",)),
        ("女孩叫小满，她养了一只猫。小满很高兴。", ("小满",)),
        ("渔夫林生在江边。林生看见一条船。", ("林生",)),
        ("小船靠岸，小船又走了。", ()),
        ("她抱着音乐盒，放下音乐盒。", ()),
    ],
)
def test_chinese_names_are_found_first(text: str, names: tuple[str, ...]) -> None:
    assert find_names(text, "zh") == names


def test_english_names_are_not_places() -> None:
    assert find_names("Every night Marta walks home. Marta is late.", "en") == ("Marta",)
    assert find_names("Astronauts build the first greenhouse on Mars", "en") == ()


def test_a_name_joins_its_role() -> None:
    reading = read("少年阿海推开门。他看见雪。阿海笑了。")
    person = reading.things[0]
    assert (person.words, person.name) == ("少年", "阿海")
    assert all(0 in passage.things for passage in reading.passages)


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("三条龙舟", "龙舟", 3),
        ("十二只白鹤飞过", "白鹤", 12),
        ("一棵树", "树", 1),
        ("两百架飞机", "飞机", 200),
    ],
)
def test_chinese_numbers_count(text: str, words: str, count: int) -> None:
    noun = next(noun for noun in find_nouns(text, "zh") if words in noun.words)
    assert noun.count == count


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        (
            "Dawn in a small fishing town: boats leave the harbour, gulls follow",
            ["Dawn", "fishing town", "boats", "harbour", "gulls"],
        ),
        ("It plants the seed on a rooftop and guards it through winter", ["seed", "rooftop", "winter"]),
        (
            "beans fall, water pours, steam curls, a cup on a wooden table",
            ["beans", "water", "steam", "cup", "table"],
        ),
    ],
)
def test_english_nouns_are_told_from_verbs(text: str, nouns: list[str]) -> None:
    assert [noun.words for noun in find_nouns(text, "en")] == nouns


def test_colours_belong_to_their_nouns() -> None:
    reading = read("青衣剑客与红衣女侠在竹林之巅对决")
    assert [thing.colour for thing in reading.things[:2]] == ["#3F8F86", "#B5191C"]


@pytest.mark.parametrize(
    ("prompt", "hour", "weather", "set_id"),
    [
        ("大雪中的红墙金瓦宫殿，一队侍卫提灯走过", "night", "snow", "palace"),
        ("A steam train crosses a snowy mountain bridge at sunset", "sunset", "snow", "viaduct"),
        ("国潮龙舟赛+无人机灯光秀", "night", "clear", "river_city"),
        ("万马奔腾过草原，牧人挥动套马杆，雪山在远方", "afternoon", "clear", "grassland"),
        ("A whale and her calf swim through a coral reef pierced by sunbeams", "noon", "clear", "underwater"),
        (
            "Astronauts build the first greenhouse on Mars while a dust storm approaches",
            "dusk",
            "dust",
            "mars",
        ),
    ],
)
def test_time_weather_and_place_are_read(prompt: str, hour: str, weather: str, set_id: str) -> None:
    reading = read(prompt)
    assert (reading.hour, reading.weather, reading.set) == (hour, weather, set_id)


@pytest.mark.parametrize(
    ("prompt", "look"),
    [
        ("水墨江南，一叶扁舟", "ink"),
        ("剪纸动画：月宫玉兔捣药", "papercut"),
        ("国潮龙舟赛", "oriental_cyberpunk"),
        ("Cyberpunk 夜市", "oriental_cyberpunk"),
        ("a detective in the rain, film noir", "noir"),
        ("Astronauts on Mars", "hard_scifi"),
    ],
)
def test_looks_are_chosen_by_words(prompt: str, look: str) -> None:
    assert read(prompt).look.id == look


def test_an_asked_look_wins() -> None:
    assert read("Astronauts on Mars", "水墨").look.id == "ink"


def test_what_nothing_shows_is_listed_word_by_word() -> None:
    reading = read("荒漠上空出现一个悖论")
    assert reading.not_depicted == ("悖论",)


def test_a_substituted_place_is_said() -> None:
    reading = read("少年潜入沉没的古城。城里很暗。他点亮灯。他看见鱼。")
    assert any("还没有“古城”的场景，用“海底”代替" in note for note in reading.notes)


def test_a_sunken_city_is_seen_as_ruins_and_the_library_s_girl_does_not_fly() -> None:
    things = read("蓝鲸带他潜入沉没的古城。城里很暗。").things
    assert "ruins" in {thing.asset for thing in things}
    girl = read("A little girl opens a book in an old library and paper birds fly out of it").things
    assert [(thing.asset, thing.action) for thing in girl if thing.asset != "person_child"] == [
        ("book", "open"),
        ("paper_bird", "fly"),
    ]
    assert "fly" not in {thing.action for thing in girl if thing.asset == "person_child"}


def test_a_family_at_its_hot_pot_is_five_and_not_one_man() -> None:
    things = {thing.words: thing.asset for thing in read("冬夜里一家人围着热气腾腾的火锅").things}
    assert things == {"一家人": "family", "火锅": "hot_pot"}


def test_denied_and_compared_things_are_not_shown() -> None:
    words = [noun.words for noun in find_nouns("街上没有人，水面光滑如镜，月光似水", "zh")]
    assert "人" not in words
    assert "镜" not in words


def test_more_than_a_shot_holds_is_said() -> None:
    reading = read("两千匹马跑过草原")
    assert any("说的是 2000，画面里最多同时有" in note for note in reading.notes)


def test_quoted_words_are_kept_for_the_sky() -> None:
    assert read("无人机在夜空拼出“平安喜乐”").quoted == ("平安喜乐",)


def test_negated_weather_is_not_weather() -> None:
    assert [hit.entry.id for hit in scan("没有雨，只有雪", "zh", ("weathers",))] == ["snow"]


def test_stems_of_english_words() -> None:
    assert stems("flies")[0] == "fly"
    assert "run" in stems("running")
    assert stems("flew") == ("fly",)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    if not any(ch.isalnum() for ch in text):
        with pytest.raises(UsageError, match=r"has no words|里没有文字"):
            read(text)
        return
    reading = read(text)
    assert reading.passages
    assert reading.set


@pytest.mark.parametrize(
    "prompt",
    ["茶", "a", "123", "🎈red", "STORM AT SEA", "https://example.org/film", "。龙。", 'he said "go"'],
)
def test_odd_prompts_make_a_film(prompt: str) -> None:
    brief = Brief(prompt=prompt, seconds=20)
    board = board_screenplay(write_screenplay(brief), brief)
    assert sum(shot.length for shot in board.shots) == 480


def test_another_language_is_said_and_not_mixed_into_the_narration() -> None:
    brief = Brief(prompt="Astronauts build the first greenhouse on Mars", language="zh", seconds=40)
    play = write_screenplay(brief)
    assert play.language == "zh"
    assert not any(
        "greenhouse" in one.text for scene in play.scenes for one in scene.elements if one.kind == "narration"
    )
    assert any("不翻译" in note for note in read_brief(brief).notes)


def test_what_another_thing_or_an_action_shows_is_not_called_missing() -> None:
    coffee = read_brief(Brief(prompt="Macro shots of coffee: beans fall, water pours, steam curls, a cup"))
    assert coffee.not_depicted == ()
    assert read_brief(Brief(prompt="一只会功夫的橘猫在屋顶上追一只机器老鼠")).not_depicted == ()
    noodles = read_brief(Brief(prompt="夜市里的 noodle 摊，机器人厨师 flip 一碗面"))
    assert noodles.not_depicted == ()
    assert next(thing for thing in noodles.things if thing.asset == "robot").action == "work"


def test_a_word_before_a_noun_can_name_it() -> None:
    assert read_brief(Brief(prompt="A little girl opens a book")).things[0].asset == "person_child"


def test_a_verb_is_no_feather() -> None:
    things = read_brief(Brief(prompt="敦煌飞天从壁画中飞出，飘带漫天")).things
    assert not any(thing.how == "relief" for thing in things)


def test_a_stock_title_names_no_place_that_the_film_has_not() -> None:
    cat = write_screenplay(Brief(prompt="一只会功夫的猫在咖啡馆里追老鼠"))
    assert "屋顶" not in cat.title
    assert write_screenplay(Brief(prompt="一只会功夫的橘猫在屋顶上追一只机器老鼠")).title == "屋顶上的功夫"
