"""Post-production: the cut, conforming, titles, subtitles, interchange, the master, the report.

Modules stand in dependency order: handles and cut first, the master and the report last.
"""

from yingxi.post.burn import burn_overlays
from yingxi.post.compose import Overlay
from yingxi.post.conform import Conformed, conform
from yingxi.post.cut import assemble_cut, cut_text, read_cut
from yingxi.post.edits import Edit, EditList, list_edits
from yingxi.post.handles import Handles, plan_handles, title_span
from yingxi.post.interchange import export_cut
from yingxi.post.label import label_overlay, label_still
from yingxi.post.master import Chapter, CodedSound, code_sound, cut_chapters, master, scene_chapters
from yingxi.post.recut import Recut, recut_film
from yingxi.post.report import Licence, ReportData, write_report
from yingxi.post.report_frames import shot_pictures
from yingxi.post.srt import Cue, parse_srt, read_subtitles, srt_text
from yingxi.post.subtitles import SpokenWord, make_subtitles
from yingxi.post.titles import Titles, plan_titles

__all__ = [
    "Chapter",
    "CodedSound",
    "Conformed",
    "Cue",
    "Edit",
    "EditList",
    "Handles",
    "Licence",
    "Overlay",
    "Recut",
    "ReportData",
    "SpokenWord",
    "Titles",
    "assemble_cut",
    "burn_overlays",
    "code_sound",
    "conform",
    "cut_chapters",
    "cut_text",
    "export_cut",
    "label_overlay",
    "label_still",
    "list_edits",
    "make_subtitles",
    "master",
    "parse_srt",
    "plan_handles",
    "plan_titles",
    "read_cut",
    "read_subtitles",
    "recut_film",
    "scene_chapters",
    "shot_pictures",
    "srt_text",
    "title_span",
    "write_report",
]
