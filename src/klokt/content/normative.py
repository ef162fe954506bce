"""Tell whether a sentence obliges, permits, recommends or sets a limit, by its words."""

import re

# Whole words of bokmål, nynorsk and Danish; a * stands for any ending. A word is listed when it carries a norm in
# clinical prose, also where it sometimes does not ("kan"): a sentence marked too often costs its reviewer a line,
# a sentence missed is a rule that nobody looks for.
_OBLIGES = """
    må måtte skal skulle bør burde plikt* pligt* krav* kreve* krevst kræve* påkrevd påkrævet nødvendig* naudsynt*
    obligatorisk* forutsett* forudsæt* viktig* vigtig* sikrer sikres hovedregel* hovudregel* alltid altid aldri aldrig
    alene berre bare kun nb
"""
_PERMITS = """
    kan kunne tillat* tillad* rett ret adgang aktuell aktuelt aktuelle mulig* mogleg* muleg* tilstrekkelig*
    tilstrekkeleg* tilstrækkelig* unntak* undtagelse* unntatt unnateke undtagen
"""
_RECOMMENDS = """
    anbefal* tilrå* frarå* unngå* undgå* førstevalg* førsteval ønskelig* ønskes ønsket ynskjeleg* hensiktsmessig*
    hensigtsmæssig* føremålstenleg* riktig* rigtig* optimal* gjerne gerne fortrinnsvis fortrinsvis tilstreb*
    bestræb* prioriter* indikasjon* indikation* indisert* indiceret kontraindi*
"""
_ASKS_FOR_AN_ACT = """
    henvis henvises tilvis tilvisast vis vurder vurdere vurderes vurderast overvej* overvei* avvent* afvent* bes bed
    bedes tilby tilbyr tilbys tilbyd* innhent* indhent* innkall* indkald* håndter* handter* klassifiser* foretas
    foretages gjennomføres gennemføres opplys* oplys* uddybes startes optages indgår inngår inneholde indeholde
    omfatte omfatter omfattes sendes skrives registreres dokumenteres kontrolleres revurder* genoptages medinddrages
    innlegges indlægges
"""
_SETS_A_LIMIT = """
    minimum maksimum maksimal* minst mindst høyst høgst højst senest seinast tidligst tidlegast innen innan inden
    grense grensen grenser grænse* aldersgrense* frist* varer
"""
_LISTS = (_OBLIGES, _PERMITS, _RECOMMENDS, _ASKS_FOR_AN_ACT, _SETS_A_LIMIT)
_WORDS = "|".join(word.replace("*", r"\w*") for words in _LISTS for word in words.split())
_AMOUNT_OF_TIME = r"(?:\d+|én|ein|et|to|tre|fire|seks)\s+(?:år|uke|veke|uge|måned|månad|mdr|dag|døgn|time)\w*"
_PHRASES = r"i (?:første rekke|fyrste rekkje|første række)|på lik linje|ta(?:ge)?s (?:\w+ )?(?:hensyn|stilling)"
_NORMATIVE = re.compile(rf"\b(?:{_WORDS}|{_AMOUNT_OF_TIME}|{_PHRASES})\b", re.IGNORECASE)


def is_normative(sentence: str) -> bool:
    """Return whether the sentence holds a word or an amount of time that may carry a norm.

    >>> is_normative("Pasienten bør henvises."), is_normative("Kneet er et ledd.")
    (True, False)
    """
    return _NORMATIVE.search(sentence) is not None
