"""First names that are rarely anything else, and capitalised words that are not names. Written by hand, in eight languages."""

FIRST_NAMES = frozenset(
    """
    aaron abigail adam adrian agnes ahmed aisha alan albert alejandra alejandro alessandra alessandro alex alexander alexandra alexandre alfonso alfred ali alice
    alicia aline alison alvaro amanda amelia amelie amy ana anders andre andrea andreas andreia andrew andré angela angelika anita anja anke ann anna annabelle anne
    annette annie annika antje anton antonella antonia antonio antônio arnaud arthur astrid audrey aurélie axel barbara bart beatrice beatriz benjamin benoît bernd bernhard bianca
    birgit björn boris bram brandon brenda brian brigitte bruno caio camila camille carla carlos carmen carolina caroline catarina catherine cecilia charles charlotte chiara
    chloe chloé chris christelle christian christiane christina christine christoph christophe christopher claudia cláudia claudio clara clémence colin connor
    cristina daan dagmar daniel daniela danielle dave david davide deborah debora denise dennis derek diana diego dieter dirk dmitri dominik dominique donna douglas
    eduardo edward eileen elena elias elisa elisabeth elizabeth elke ellen emanuele emil emilia emily emma enrique eric erica erik erika esther eugenia eva evelyn
    fabian fabio fabrice fatima federica federico felipe felix fernanda fernando filip filipe flávia florence florian francesca francesco francisca francisco franck françois françoise
    frank franz frederic frederik frédéric friedrich gabriel gabriela gabriele gabrielle gary george georges gerard gerd gerhard gertrud gilbert giovanni giulia giuseppe
    gonzalo graham greg gregory greta guido guilherme guillaume gustavo hannah hanna hannes hans harald harold harry heather heidi heike heinrich heinz helen helena hélène
    helga helmut hendrik henri henrique henry herbert holger hugo ian ignacio igor inês ines inge ingrid irene iris isabel isabela isabella isabelle ivan jack jacob jacqueline jacques
    jaime jake james jamie jan jana janet janine jannik jasmin jason javier jean jeff jeffrey jennifer jens jeroen jessica jesus jim joana joanna joão joaquim jochen joe joel johan
    johanna johannes john jonas jonathan jordan jordi jorge jörg jose josé josef joseph joshua joyce juan judith julia julian juliana julie julien jürgen justin justine kai
    karen karin karina karl karla karsten katharina katherine kathleen kathrin katja katrin kees keith kelly kenneth kerstin kevin kim klara klaus kristin kristina kurt
    lara larissa lars laura laurent laurie léa lena leon leonardo leonie letícia leticia liam lieke linda lisa loic lore lorenzo lothar louis louise luca lucas lucia luciana luigi luis
    luisa luiz lukas lydia magdalena maike manfred manon manuel manuela marc marcel marcelo marcia marco marcos marcus margaret margarita maria marian mariana
    marianne marie marieke marina mario marion marjolein markus marlene marta martha martin martina mary mateo mateus mathias mathieu matteo matthew matthias
    matthieu maurice mauricio max maximilian megan melanie mercedes mia michael michaela michel michele michelle miguel mike milena miriam mohamed mohammed monica monika monique
    murilo nadia nadine nancy natalia natalie natasha nathalie nathan nelson nicholas nico nicola nicolas nicole niels nils nina noah nora norbert olaf olga oliver olivia olivier oscar
    otto pablo pamela paola paolo pascal patrice patricia patrick patrizia paul paula paulo pedro peggy petra philip philipp philippe phil pierre pieter priya rachel rafael rainer ralf ramon raphael raquel
    raul rebecca regina reinhard renata renate renato rené ricardo riccardo richard rita robert roberto rodrigo roger roland rolf roman ronald rosa rosario rowan ruben rui ruth ryan sabine
    sabrina samantha samuel sandra sandrine sanne santiago sara sarah sascha sean sebastian sébastien sergio sharon sheila silke silvia simon simona simone sofia sofie sonia sonja sophia sophie stefan
    stefanie stefano steffen steffi stella stephan stephanie stéphane stephen steve steven stuart susan susana susanne suzanne svenja sylvia sylvie tania tanja tatiana teresa thais thérèse theresa thiago
    thierry thijs thomas thorsten tiago tim timo tina tobias tom tomas tony tracy ulrich ulrike ursula uwe valentina valeria valerie vanessa vera veronica véronique vicente vincent vinicius
    virginie vitor viviane volker walter wanda werner wilhelm willem wolfgang xavier yann yannick yasmin yolanda yves yvonne zoe zoé
    """.split()
)

NOT_NAMES = frozenset(
    """
    all there sir madam team support customer customers service folks everyone everybody guys people sirs company manager management friend friends staff please thanks thank you i we the this that
    it is was will would can and or but not never very so just my your our for from with at on in to a an im sorry great good best regards hi hello dear again once yes no ok okay
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december today tomorrow
    alle alles damen herren zusammen leute kunde kundin kunden kundenservice kundendienst sie ich wir das die der dass vielen danke bitte sehr und oder aber nicht guten tag morgen abend
    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember
    todos todas equipo señores cliente clientes amigos usted gracias buenas buenos días tardes hola por favor muy el la los las un una yo es muito muita boa bom dia tarde noite obrigado obrigada
    equipe senhores vocês você a o os as ele ela tudo bem prezados tous toutes équipe messieurs mesdames client clients vous merci bonjour bonsoir je nous le les très
    allemaal iedereen team klant klanten klantenservice heer mevrouw graag ik wij het een zeer tutti squadra buongiorno
    amazon google apple microsoft samsung facebook instagram twitter youtube netflix uber android iphone ipad windows paypal visa mastercard dhl ups fedex hermes
    """.split()
)
