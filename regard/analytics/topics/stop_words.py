"""Words that name nothing: articles, pronouns, prepositions, auxiliaries, and how one speaks to a company.

For languages that are not here, words that all topics use weigh little anyway.
"""

NEGATIONS = frozenset(
    "not no never without nicht kein keine keinen nie ohne pas sans jamais aucun no nunca sin não nao nem nunca sem "
    "non senza mai niet geen nooit zonder can't cannot won't doesn't didn't isn't don't".split()
)

_ENGLISH = """
a about after again all also am an and any are as at be because been before being but by can could did do does
doing done down even ever every few for from further get gets getting go going gonna got had has have having he
hello help her here hers hey hi him his how however i i'd i'll i'm i've if in into is it it's its just know let
let's like ll made make making many may me might more most much must my myself need now of off ok okay on once
one only or other our ours out over own please re really same say see she should since so some still such take
than thank thanks that that's the their theirs them then there there's these they this those through till to too
tell u under until up upon us use used using ve very want wanted was wasn't way we well were what what's when
where where's which while who whom whose why will with would yes yet you you're you've your yours im ive dont
cant didnt doesnt hasn't haven't want wants trying try tried seems seem thing things something anything someone
anyone dear team regards kind
two three four five
"""
_GERMAN = """
ab aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist
bitte da dabei dadurch dafür daher damit dann daran darauf darf darum das dass dein deine dem den denn der des
deshalb dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines
einfach er es etwas euch euer eure für ganz gar gegen gehabt gern gibt habe haben hallo hat hatte hatten hier
hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jedem jeden jeder jedes
jetzt kann kannst können könnte könnten leider machen mal man mehr mein meine meinem meinen meiner mich mir mit
möchte muss müssen nach nachdem nun nur ob obwohl oder schon sehr sein seine seinem seinen seiner seit selbst
sich sie sind so solche soll sollte sondern sonst über um und uns unser unsere unter viel vom von vor wann war
waren warum was weil weiter welche wenn wer werde werden wie wieder will wir wird wirklich wo wollen wurde
wurden würde zu zum zur zwar zwischen danke guten tag liebes grüße freundlichen dank habt seid eigentlich
überhaupt noch
erst einige einigem einigen einiger einiges musste mussten zwei drei vier fünf
"""
_FRENCH = """
a ai aie alors après as au aucune aussi autre autres aux avait avec avez avoir avons beaucoup bien bonjour
bonsoir c'est ça car ce ceci cela celle celui ces cet cette chaque chez ci comme comment d'un d'une dans de
depuis des dès deux doit donc dont du elle elles en encore entre est et étaient était être eu eux fait faire
faut fois ici il ils j'ai j'aimerais j'avais je jusqu l'on la là le les leur leurs lors lui ma mais me même mes
moi moins mon n'a n'ai n'est ne ni nos notre nous on ont ou où par parce peu peut plus pour pourquoi pouvez
pouvoir puis puisque qu'il qu'on quand que quel quelle quelles quels qui quoi s'il sa se ser ses si soit son
sont sous suis sur ta te tes toi ton tous tout toute toutes très trop tu un une va vers veux voilà vos votre
vous voudrais y merci svp plaît cordialement
trois quatre cinq
"""
_SPANISH = """
a al algo alguien algún alguna algunas algunos ante antes aquí así aún aunque bien buenas buenos cada como cómo
con contra cosa cual cuál cuando cuándo de del desde donde dónde dos e él el ella ellas ellos en entre era es
esa esas ese eso esos esta está estaba están estar este esto estos estoy fue fueron gracias ha había hace hacer
hacia han has hasta hay he hola la las le les lo los más me mi mí mis mismo muy nada ni nos nosotros nuestra
nuestro o os otra otras otro otros para pero poco podría por porque puede puedo pues que qué quien quién quiero
quisiera se sé sea ser si sí sido siempre sobre solo sólo son soy su sus también tan tanto te tengo tiene tienen
todo toda todas todos tu tú tus un una unas uno unos usted ustedes va vez y ya yo favor
tres cuatro cinco
"""
_PORTUGUESE = """
a à agora ainda algo alguém algum alguma ao aos apenas aquela aquele aquilo as às até bem boa bom cada com como
da das de dela dele deles depois desde dessa desse desta deste dia do dos e é ela elas ele eles em entre era
essa esse esta está estão estava este estes estou eu faz fazer foi foram fui gostaria há isso isto já la lá lhe
mais mas me mesmo meu meus minha minhas muito muita na nas nada nem no nos nós nossa nosso num numa o obrigada
obrigado olá onde os ou outra outro para pela pelas pelo pelos pode por porque porém pra qual quando que quem
quero se sem ser seu seus só são sou sua suas também te tem têm tenho ter teve tinha todo todos toda todas tudo
tu um uma umas uns vai vez você vocês
dois duas três quatro cinco
"""
_ITALIAN = """
a ad ai al alla alle allo anche ancora avere aveva c'è che chi ci ciao come con così cosa cui da dal dalla dalle
dei del della delle dello di dopo dove due e è ed era essere fa fare fatto fino fra gli grazie ha hai hanno ho i
il in io la le lei li lo loro lui ma me mi mia mie miei mio molto ne nei nel nella nelle nello noi nostra nostro
o ogni per perché però più poco poi possibile posso può qual quale quando quanto quella quelle quelli quello
questa queste questi questo qui se sei sempre si sia sono sta stata stato su sua sue sugli sul sulla suo suoi
tra tu tua tuo tutta tutte tutti tutto un una uno va vi voi vorrei buongiorno
tre quattro cinque
"""
_DUTCH = """
aan al alle alleen als altijd andere ben bij bijna daar dan dat de deze die dit doen door dus een eens en er
ging goed graag haar had hallo heb hebben heeft hem het hier hij hoe hun ik in is ja je jij jou jouw jullie kan
kon kunnen maar mag me meer men met mij mijn moet moeten na naar nog nu of om omdat ons onze ook op over s te
tegen toch toen tot u uit uw van veel via voor waar waarom wanneer want waren was wat we weer wel welke werd wie
wij wil willen worden wordt zal ze zeer zei zelf zich zij zijn zo zonder zou bedankt dank beste groet
twee drie vier vijf
"""
STOP_WORDS = (
    frozenset(" ".join((_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _PORTUGUESE, _ITALIAN, _DUTCH)).split()) - NEGATIONS
)
