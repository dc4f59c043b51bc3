"""The words of `yingxi art` in Chinese and English."""

ART_WORDS: dict[str, tuple[str, str]] = {
    "art": (
        "自己的模型：把 glTF 文件加进来当道具或角色。",
        "Models of your own: glTF files become props and cast.",
    ),
    "art add": (
        "加入一个 .glb 或 .gltf：检查、做远景版、记下许可证；之后提示词里的词就会用它。",
        "Add a .glb or .gltf: check it, make its far versions, note its licence; its words then cast it.",
    ),
    "art list": ("列出自己的模型。", "List your own models."),
    "art remove": ("移除一个模型的副本；原文件还在。", "Remove the copy of a model; your own file stays."),
    "glb": ("模型文件，.glb 或 .gltf。", "The model file, .glb or .gltf."),
    "words": (
        "怎么称呼它，逗号隔开，中英文都可以：“机器狗, robot dog”。",
        "What it is called, by commas, in Chinese or English: 'robot dog, 机器狗'.",
    ),
    "name_zh": ("中文名（放在词的最前面）。", "Its Chinese name (before the other words)."),
    "name_en": ("英文名（放在词的最前面）。", "Its English name (before the other words)."),
    "lives": (
        "它在哪里：ground、water、sky、underwater、space、any。",
        "Where it belongs: ground, water, sky, underwater, space, any.",
    ),
    "art_kind": (
        "prop 是东西，cast 是会演的；不写就看有没有动画。",
        "prop: a thing; cast: a being. Left out: cast when it has an animation.",
    ),
    "tall": ("多高，米；不写就用文件里的尺寸。", "Its height in metres; as the file has it when left out."),
    "turned": (
        "朝向不对时绕竖轴转多少度。",
        "Degrees to turn it about the upright axis, where it faces the wrong way.",
    ),
    "art_licence": ("它的许可证，会写进成片的报告。", "Its licence; the film's report names it."),
    "asset": ("模型的编号或它的一个词（yingxi art list）。", "Its id or one of its words (yingxi art list)."),
    "art.added": ("已加入", "added"),
    "art.removed": ("已移除副本", "removed the copy of"),
    "art.triangles": ("三角形", "triangles"),
    "art.size": ("长×高×宽", "length × height × width"),
    "art.loops": ("动作", "loops"),
    "art.words": ("词", "words"),
    "art.does": ("能做", "does"),
    "art.where": ("在", "lives"),
    "art.unlicensed": (
        "没有写许可证：报告里会写“not stated”；请用 --licence 注明",
        "no licence given: the film's report will say 'not stated'; state it with --licence",
    ),
    "art.none": ("还没有自己的模型（yingxi art add 文件.glb --words …）",
                 "no models of your own yet (yingxi art add FILE.glb --words …)"),
}  # fmt: skip
"""As in `words.WORDS`, of which it is a part."""
