"""The affix expander on a dictionary small enough to check by hand."""

from __future__ import annotations

from pathlib import Path

from extract.lexicon.build.affixes import Form, expand

AFF = """SET UTF-8
FLAG long
NEEDAFFIX ()
FORBIDDENWORD {}
PFX L' Y 2
PFX L' 0 l' .
PFX L' m l'M m
SFX S. Y 2
SFX S. 0 0/L'D' [^sxz] is:sg
SFX S. 0 s/D' [^sxz] is:pl
SFX p+ Y 2
SFX p+ er é/L' er po:ppas is:mas is:sg
SFX p+ er ée/L' [^g]er po:ppas is:fem is:sg
PFX Um Y 1
PFX Um 0 kilo/S.() .
"""
DIC = """5
santé/S.() po:nom is:fem
confirmer/p+ po:v1
à/L'D' po:mg po:prep
mètre/S.()Um po:nom is:mas
aprés/{} po:err
"""


def test_every_form_with_its_tags(tmp_path: Path) -> None:
    (tmp_path / "fr.aff").write_text(AFF, encoding="utf-8")
    (tmp_path / "fr.dic").write_text(DIC, encoding="utf-8")
    assert list(expand(tmp_path / "fr.dic", tmp_path / "fr.aff")) == [
        Form("santé", "santé", ("nom",), ("fem", "sg")),
        Form("santés", "santé", ("nom",), ("fem", "pl")),
        Form("confirmer", "confirmer", ("v1",), ()),
        Form("confirmé", "confirmer", ("v1", "ppas"), ("mas", "sg")),
        Form("confirmée", "confirmer", ("v1", "ppas"), ("fem", "sg")),
        Form("à", "à", ("mg", "prep"), ()),
        Form("mètre", "mètre", ("nom",), ("mas", "sg")),
        Form("mètres", "mètre", ("nom",), ("mas", "pl")),
        Form("kilomètre", "mètre", ("nom",), ("mas", "sg")),
        Form("kilomètres", "mètre", ("nom",), ("mas", "pl")),
    ]
