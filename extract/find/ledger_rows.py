"""The rows of the ledger: what a number that is no claim looks like, each shape with its reason.

A row looks at what stands before a number (`before`, read backwards), and at the number with what follows (`whole`,
read from the number's first character); its span is that of `whole`. Rows run from top to bottom, the first wins.
Patterns read the line in lower case; `cased` rows read it as written.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.find.quantity import Reason

# -- fragments ---------------------------------------------------------------------------------------------------
MONTH = r"(?:janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|janv\.|févr\.|fév\.|avr\.|juil\.|sept\.|oct\.|nov\.|déc\.)"
MISSPELT = r"(?:jan\w{1,4}er|f[ée]v\w{0,4}er|jui\w{1,3}et|sep\w{2,5}bre|oct\w{0,3}bre|nov\w{1,4}bre|d[ée]c\w{1,4}bre)"  # « 27 févier »
WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?: ?er)?"
YEAR = r"(?:1[5-9]|20|21)\d\d"
NEXT_DAY = rf"(?:,? ?(?:au|et(?: le| du| les)?|ou|à|,|-|/|&|puis(?: le)?|jusqu'au) ?(?:{WEEKDAY} )?(?:le )?{DAY})"
END = r"(?!\d|[.,]\d)"
BREAK = r"(?= ?(?:[.,;:!?)»\]]|-|—|$)| (?:et|ou|à|au|aux|en|dans|pour|par|du|de|des|qui|est|sont|sera|a|ont|le|la|les|vers|sur|avec|lors|près|dès|depuis)\b)"
STREET = r"(?:rue|avenue|av\.|ave|boulevard|bd|bld|blvd|place|quai|allées?|chemin|route|impasse|cours (?!d'eau|de |du )|square|passage|esplanade|rond-point|voie|zac|za|zi|hameau|lieu-dit|faubourg|promenade|parvis|montée|sentier|ruelle|résidence|domaine|mail|villa|front de mer|corniche|cité|galerie|port|levée|digue|rempart|zone)\b"
REGISTER = r"\b(?:siren|siret|rcs|r\.c\.s\.?|isin|issn|isbn|naf|ape|tva|iban|ean|rna|finess|orias|agrément|matricule|licences?|uai|cppap|siren/siret)"
CURRENCY = r"(?:€|euros?|cts?\b|centimes?|c€)"


@dataclass(frozen=True, slots=True)
class Row:
    reason: Reason
    whole: str = r"\d[\d./-]*"
    before: str = ""
    cased: bool = False
    common: bool = False  # `before` holds of many numbers, `whole` of few
    register: bool = False  # `before` has a word of REGISTER, and then others


ROWS = (
    # dates
    Row(Reason.DATE, rf"{DAY}{NEXT_DAY}*,? (?:{WEEKDAY} )?{MONTH}(?![^\W_])(?:,? {YEAR}{END})?"),
    Row(Reason.DATE, rf"(?:0?[1-9]|[12]\d|3[01])(?P<s>[/.-])(?:0?[1-9]|1[0-2])(?P=s)(?:{YEAR}|\d\d){END}"),
    Row(Reason.DATE, rf"{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]){END}"),
    Row(Reason.DATE, rf"(?:0[1-9]|1[0-2])/{YEAR}{END}"),
    Row(
        Reason.DATE,
        r"(?:0?[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])(?![\d/])",
        common=True,
        before=r"\b(?:le|du|au|dès le|et le) ",
    ),
    Row(Reason.DATE, rf"{DAY}{NEXT_DAY}*(?![\w%€]| ?%| ?€|,\d| \d{{3}}(?!\d))", before=rf"\b{WEEKDAY} (?:le )?"),
    Row(Reason.DATE, r"\d\d\.\d\d(?= ?(?:>|→|-|au) ?\d\d\.\d\d\.)"),
    Row(
        Reason.DATE,
        r"(?:[12]?\d|3[01]) au (?:[12]?\d|3[01])(?!\d|[.,/]\d| ?[%€°]| [^\W\d_]+s\b| k?[mg]\b)",
        common=True,
        before=r"\bdu ",
    ),
    Row(Reason.DATE, rf"{DAY} {MISSPELT}(?![^\W_])(?: {YEAR}{END})?"),
    Row(
        Reason.ORDINAL, r"(?:8|16|32|64)(?= de finale\b)", common=True, before=r"\b(?:les|des|aux|en) "
    ),  # the raised end was lost
    Row(Reason.REFERENCE, r"\d+[-/]\d+(?:-\d+)*", before=r"\bn° ?"),
    Row(Reason.YEAR, rf"{YEAR} ?[-/] ?(?:{YEAR}|\d\d){END}"),
    Row(  # « Fondée en 1431 », before the centuries of ordinary years
        Reason.YEAR,
        rf"\d{{3,4}}{END}",
        common=True,
        before=r"\b(?:fond|cré|n|édifi|érig|constitu)ée?s? en |\b(?:construi|ouver|bât|rebât)(?:te?s?|ie?s?) en ",
    ),
    # telephone, call prices
    Row(Reason.PHONE, r"\d(?: ?\d){4}(?! ?\d)", before=r"\b(?:sms|envoyer|envoyez|texto)\b[^.;:]{0,24} (?:au|le) "),
    Row(Reason.PHONE, r"0[1-9](?:[ ./-]?\d\d){4}(?!\d)"),
    Row(Reason.PHONE, r"0\d{1,2}[ ./]\d\d(?:[ .]\d\d){2}(?! ?\d|,\d| ?[%€])"),  # Belgium
    Row(Reason.PHONE, r"[2-9]\d(?: \d\d){3}(?! ?\d|,\d| ?[%€]| [^\W\d_])"),  # without a code of area: overseas
    Row(Reason.PHONE, r"0[ .]?8\d\d(?:[ .]\d{3}[ .]\d{3}|(?:[ .]?\d\d){3})(?!\d|,\d)"),
    Row(
        Reason.PHONE,
        r"\d[\d .()-]{7,20}\d(?!\d)",
        before=r"(?:\+ ?|\b00 ?|(?:tél|tel|fax|téléphone|télécopie|mobile|portable|gsm|vini|\bt\.)\.? ?:? ?\(?)",
    ),
    Row(Reason.PHONE, r"\(?0\)?[ .]?[1-9](?:[ .]?\d\d){4}(?!\d)"),
    Row(
        Reason.PHONE,
        r"(?:3[0-9]\d\d|1[01]\d\d|\d\d \d\d)(?!\d|[.,]\d| ?[%€])",
        common=True,
        before=r"\b(?:au|le|numéro|n°|du|appelez|composez|vert|appeler) ",
    ),
    Row(  # « ou 3250 (0,35 €/min) », « 3646 (service gratuit) »
        Reason.PHONE,
        rf"(?:3\d|1[01]) ?\d\d(?= \((?:service|appel|numéro|(?:prix|coût) (?:d'un |de l')?appel|gratuit|non surtaxé|0?[.,]\d+ ?{CURRENCY}|\d+[.,]\d+ ?{CURRENCY} ?/))",
        common=True,
    ),
    Row(
        Reason.PHONE,
        r"(?:1[5-9]|11[0-9]|19[16])(?![\w,.-]\d|[\d%€])(?:(?= \((?:gratuit|samu|appel|numéro|24|7))|" + BREAK + ")",
        common=True,
        before=r"\b(?:le|au|du|les?|n°|numéro|samu|samu-centre|pompiers|police|appelez|composez|appeler|ou) ",
    ),
    Row(
        Reason.CALL_PRICE,
        rf"0?[.,]\d+ ?{CURRENCY}(?: ?ttc)? ?(?:/|par |la |l')? ?(?:mi?n|minute|appel|sms)\b|\d+[.,]\d+ ?{CURRENCY}(?: ?ttc)? ?(?:/|par |la |l')? ?(?:mi?n|minute|appel|sms)\b",
    ),
    Row(
        Reason.PHONE,
        r"116 ?\d{3}(?!\d)|3[0-9] ?\d\d(?!\d|[.,]\d| ?[%€]| [^\W\d_]+s\b)",
        common=True,
        before=r"(?:\b(?:le|au|numéro|téléphone|tél\.?|composez|appelez|justice|secours|écoute)|[:(]) ?:? ?",
    ),
    Row(
        Reason.PHONE,
        r"(?:1[5-9]|11\d)(?!\d|[.,]\d| ?[%€])" + BREAK,
        before=r"\b(?:urgences?|samu|police|pompiers|secours|européen) ?:? ?",
    ),
    # identifiers
    Row(
        Reason.IDENTIFIER,
        r"[\da-z]*\d[\d ./-]{3,}\d(?!\d)",
        before=r"\b(?:bce|tva|rcs|siren|siret|ide|che|uid|tahiti|ridet|rna|adeli|finess|rpps|cpi|numéro de valeur|numéro d'entreprise)(?: n°)? ?:? ?",
    ),
    Row(Reason.IDENTIFIER, r"\d{3} \d{3}(?=\))", before=r"\([A-Z]{2,3} ", cased=True),  # « (SB 643 218) »: a ship
    Row(Reason.IDENTIFIER, r"\d{4}\.\d{3,}(?!\d)", before=r"[^\W\d_]\."),  # « sleep.2026.0311 »
    Row(
        Reason.ADDRESS,
        r"\d{1,4}(?= (?:bis |ter )?(?:de la|de l'|du) (?:rue|boulevard|avenue|place|quai|chemin|route)\b)",
        before=r"\b(?:le|au) ",
    ),
    Row(Reason.NAME, r"100 ?%(?= santé\b)"),
    Row(Reason.IDENTIFIER, r"\d{3} \d{3} \d{3}(?= r\.?c\.?s)"),
    Row(Reason.IDENTIFIER, r"\d-\d{6,7}(?!\d)"),
    Row(Reason.NUMBERING, r"\d{1,2}°(?= (?:bis |ter )?[A-ZÀ-Ý])", before=r"(?:^|[;:.,]) ?", cased=True),
    Row(Reason.NUMBERING, r"\d{1,2}°(?=,)", before=r"\b(?:au|du) "),
    Row(Reason.ADDRESS, r"\d{1,3},\d{4,}°"),
    Row(Reason.IDENTIFIER, r"\d{3} \d{3} \d\d [a-z]?\d+", before=r"\b(?:pc|pa|dp|pd) "),  # building permits
    Row(Reason.NUMBERING, r"\d{1,2}(?=\. [A-ZÀ-Ý][^\W\d_])", before=r"[.;!?)] ?", cased=True),  # « ; 2. Rossi »
    Row(Reason.NUMBERING, r"\d(?=[.)] [^\W\d_])", before=r"; "),  # « ; 2. remplir le formulaire »
    Row(
        Reason.SCORE,
        r"\d{1,2}(?:,\d+)? ?(?:sur|/) ?(?:5|10|20|100)(?!\d)",
        before=r"\bnotes?(?: [^\W\d_]+){0,2} (?:de |: ?)",
    ),
    Row(
        Reason.SCORE, r"\d{1,2},\d+ ?(?:sur|/) ?(?:5|10|20|100)(?![.,]?\d| ?%| \d{3}| [^\W\d_]+s\b)"
    ),  # « 4,3/5 de satisfaction »
    Row(Reason.NUMBERING, r"\d+", before=r"\b(?:notes?|notée?s?|scores?) sur "),
    Row(Reason.IDENTIFIER, r"[12] \d\d [01]\d \d[\dab] \d{3} \d{3}(?: \d\d)?(?!\d)"),  # social security
    Row(Reason.IDENTIFIER, r"(?!\d+(?:\.\d{3}){3})\d{1,3}(?:\.\d{1,3}){3}(?![.\d])"),  # address of a machine
    Row(Reason.NUMBERING, r"\d+ sur \d+", before=r"\b(?:texte|diapo|diapositive|feuille|écran) "),
    Row(Reason.TIME, r"\d{1,3}(?!\d|[.,]\d| ?[%€])", before=r"(?<![^\W_])[jhm] ?\+ ?"),
    Row(Reason.NAME, r"[2-5](?!\d|[.,]\d| ?[%€]| [^\W\d_]+s\b)", before=r"\bFrance ", cased=True),
    Row(Reason.OTHER, r"[23](?= chiffres?\b)", before=r"\bà "),  # « une croissance à 2 chiffres »
    Row(Reason.OTHER, r"1/\d{1,3}(?:[ .]\d{3})+(?!\d| habitants)"),  # the scale of a map
    Row(Reason.NAME, r"1 jeune,? 1(?= solution)"),
    Row(Reason.ADDRESS, r"\d{1,2}\.\d{4,}°?(?:, ?-?\d{1,3}\.\d{4,}°?)?(?!\d)"),
    Row(Reason.ADDRESS, r"\d\d \d{3}(?= [^\W\d_][^\d,;]{2,30} cedex)"),
    Row(
        Reason.SCORE,
        r"\d{1,3} ?(?:-|à|/) ?\d{1,3}(?!\d|,\d| ?[%€])",
        common=True,
        before=r"\b(?:scores?|victoires?|défaites?|résultat|impos\w+|battus?|battent|bat|men\w+|gagn\w+|succès|revers|nul|final)(?: [^\W\d_]+)? (?:de |par |\(|: ?)?",
    ),
    Row(
        Reason.NAME,
        r"\d{1,3}(?!\w|[,.]\d| ?[%€]| [^\W\d_]+s\b)",
        before=r"\b(?:ue à |europe (?:à|des) |(?:groupe|club) des |ville à |zones? |bac ?\+? ?)",
    ),
    Row(Reason.REFERENCE, r"(?:19|20)\d\d/\d{3,4}(?!\d)"),
    Row(Reason.REFERENCE, r"\d(?:[\d ./*#-]*\d)?", before=r"\bcerfa (?:n° ?)?"),
    Row(Reason.REFERENCE, r"\d{4,6}[*#]\d\d(?!\d)"),  # a form and its version
    Row(Reason.IDENTIFIER, r"\d{4} [a-z] \d{5}(?!\d)"),  # CPPAP
    Row(Reason.IDENTIFIER, r"0\d+(?!\d|[.,/:-]\d|[ .]\d| ?[h%€°]| [^\W\d_]+[sx]\b)" + rf"(?! {MONTH})"),
    Row(
        Reason.IDENTIFIER,
        r"\d+(?!\d|[.,]\d| ?[%€]| [^\W\d_]+[sx]\b)",
        before=r"\bcodes?(?: (?:banque|guichet|insee|postal|promo|naf|client|produit|article|uic|affaire|dossier))?(?: n°)? ?:? ?",
    ),
    Row(Reason.IDENTIFIER, r"\d[\d ,.]* ?(?:€|euros?|k€|m€)", before=r"\bcapital(?: social)? ?: ?"),
    Row(Reason.ADDRESS, r"\d{1,3} ?° ?\d{1,2} ?['′](?: ?\d{1,2}(?:[.,]\d+)? ?[\"″'′]{1,2})? ?[nsewo]?\b"),
    Row(
        Reason.REFERENCE,
        r"\d{1,2}°(?:(?:, ?| et | ou | à )\d{1,2}°)*(?= (?:du|de l'article|de la loi|de ce|des?|est|sont|et|ter|bis)\b(?! \d))",
        before=r"\b(?:le|du|au|aux|les|des|même) ",
    ),
    Row(
        Reason.REFERENCE,
        r"\d{1,4}(?:-\d+)?(?= (?:de la loi|du code|du décret|du règlement|de l'ordonnance|du traité|de la constitution|du présent code|du même code)\b)",
    ),
    Row(
        Reason.IDENTIFIER,
        r"\d[\d ,.]* ?(?:€|euros?|k€|m€)",
        before=r"\bau capital (?:social |variable )?(?:de |: ?)",
    ),
    Row(Reason.NAME, r"\d[\d,.]* ?mm", before=r"\bcalibre "),
    Row(Reason.NAME, r"\d+(?:er?)?-[A-ZÉÈ][\w-]*", cased=True),
    Row(
        Reason.IDENTIFIER,
        r"\d++(?:[ .-]\d++)*+(?!,\d| ?(?:[%€]|euros?\b))",
        register=True,
        before=rf"{REGISTER}(?: [^\W\d_][^\W\d_-]*(?:-[^\W\d_]+)*)?(?: [ab])? ?(?:n°|:|n° ?:|numéro)? ?(?:[a-z]{{1,2}} ?)?",
    ),
    Row(Reason.IDENTIFIER, r"\d{3}[ .]\d{3}[ .]\d{3}[ .]\d{5}(?!\d)"),
    # addresses
    Row(
        Reason.ADDRESS,
        r"\d+",
        before=r"\b(?:cs|bp|b\.p\.|tsa|cedex|c\.s\.|cidex|boîte postale|code postal)(?: n°)? ?:? ?",
    ),
    Row(Reason.ADDRESS, rf"\d{{1,4}}(?: ?[-/,à] ?\d{{1,4}})?(?: ?(?:bis|ter|quater)\b| ?[a-d]\b)?,? {STREET}"),
    Row(
        Reason.ADDRESS,
        r"(?:0[1-9]|[1-8]\d|9[0-8])\d{3}(?=,? -? ?(?:(?:St|Ste|La|Le|Les|L'|[A-ZÉÈÎ][\w'-]+)\b))(?! (?:Français|Réunionnais|Bretons|Euro))",
        common=True,
        before=r"(?:^|[,(–-] ?|\b(?:cedex|à|de|rue|sur|en)\b ?|[A-Za-zé] )",
        cased=True,
    ),
    # numbering at the head of a line, notes
    Row(
        Reason.NUMBERING,
        r"\d{1,2}(?:\.\d{1,2})*(?:[.)]|°(?! ?(?:[Cc]elsius|[CF]\b))|\.-)(?= |$)",
        before=r"^ ?\(?",
        cased=True,
    ),
    Row(
        Reason.NUMBERING,
        r"\d{1,2}(?: ?[-/)](?= [A-ZÉÈÀÇŒ«])|(?:/| \))(?= |$))",
        before=r"^ ?\(?",
        cased=True,
    ),
    Row(Reason.NUMBERING, r"\d{1,2} ?[/)](?= [A-ZÉÈÀÇŒ«])", before=r"[.:;!?] ", cased=True),
    Row(Reason.NUMBERING, r"\d{1,2}\)(?= [^\W\d_])", before=r"[:;,.] ?", common=True),
    Row(Reason.NUMBERING, r"\d{1,3}(?= [A-ZÉÈ]{4,} [A-ZÉÈ]{4,})(?! [A-ZÉÈ]+[SX]\b)(?! MILL)", before=r"^", cased=True),
    Row(Reason.REFERENCE, r"\d{1,2}(?:\.\d{1,2}){2,}(?![\d,])"),
    Row(
        Reason.NUMBERING,
        r"\d{1,3}(?: ?(?:/|sur|de|-) ?\d{1,3})?(?!\d|[.,]\d| ?%| [^\W\d_]+s\b)",
        before=r"\b(?:pages? |p\. ?)",
    ),
    Row(Reason.NUMBERING, r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.?(?= [A-ZÉÈÀ])", before=r"^ ?", cased=True),
    Row(Reason.NUMBERING, r"\d{1,3} ?(?:/|sur) ?\d{1,3}$", common=True, before=r"^ ?(?:page |p\. ?)?"),
    Row(Reason.NUMBERING, r"\d[\d.]*", before=r"§ ?"),
    Row(Reason.REFERENCE, r"\d[\d.]*(?! ?[%€])", before=r"\b(?:rév|rev|éd|vers|v)\. ?"),
    Row(Reason.NAME, r"\d{2,3}[.,]\d ?fm\b"),  # a radio's frequency
    Row(Reason.NUMBERING, r"\d{1,3} ?-?$", common=True, before=r"^ ?(?:page |p\. ?|- )"),
    Row(Reason.NUMBERING, r"\d{1,3}(?!\d|[.,]\d| ?[%€°])", before=r"(?:\.{4,}|…{2,}|(?:\. ){3,})[ .]*"),
    Row(Reason.NUMBERING, r"\d{1,3}$", common=True, before=r"(?:\.{3}|…) ?"),
    Row(
        Reason.NUMBERING,
        r"\d{1,3}$",
        common=True,
        before=r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]? |(?:annexe|partie|chapitre|titre|fiche|focus|zoom|section|thème|volet)s? )[^.!?;:]{2,60} ",
    ),
    Row(
        Reason.NUMBERING, r"\d{1,3}(?=$| [ivx]{1,4}\. )", common=True, before=r"(?:^|\d )[ivx]{1,4}\. [^.!?;:\d]{2,60} "
    ),
    Row(Reason.NUMBERING, r"\d{1,2}$", common=True, before=r"^"),
    # times
    Row(Reason.TIME, r"365 ?(?:j(?:ours)?)? ?(?:par an|/ ?365|sur 365|/an)"),
    Row(
        Reason.TIME,
        r"24 ?(?:h\.?(?:eures)?)? ?(?:/|sur) ?24(?: ?h(?:eures)?)?(?:,? (?:et )?7 ?(?:j(?:ours)?)? ?(?:/|sur) ?7)?|7 ?(?:j(?:ours)?)? ?(?:/|sur) ?7(?: ?j(?:ours)?)?|24/7",
    ),
    Row(Reason.TIME, r"(?:[01]?\d|2[0-4]) ?h(?:eures?)? ?[0-5]\d(?!\w|'\d| ?[%€]| ?min)"),
    Row(Reason.TIME, r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])"),
    Row(
        Reason.TIME,
        r"(?:[01]?\d|2[0-4]) ?h(?:eures?)?(?![^\W_])(?! de | d'| sur | par |/)",
        common=True,
        before=r"(?:\b(?:à|dès|vers|avant|après|jusqu'à|entre|de|et|depuis|jusque|partir de)|-|/|à partir de|[hH]) ?",
    ),
    Row(Reason.TIME, r"(?:[01]?\d|2[0-4]) ?-? ?(?:[01]?\d|2[0-4]) ?h(?![^\W_])"),
    # law and norms
    Row(Reason.REFERENCE, r"\d[\d./-]*(?: (?:bis|ter|quater))?", before=r"\b(?:l|r|d|a|\*l|\*r)\. ?(?:\* ?)?"),
)
