"""What people write who praise, complain, ask, wish, report a fault or leave: written for Regard, to learn intents from."""

from __future__ import annotations

EXAMPLES: dict[str, dict[str, str]] = {
    "en": {
        "praise": """
            Your support team was quick and kind.
            Best purchase I made this year.
            I love how simple the new checkout is.
            Thank you so much for sorting this out today!
            The room was spotless and the view was gorgeous.
            Works exactly as described, very happy with it.
            Kudos to the driver, he was so careful with the parcel.
            Five stars, will order again.
            The staff went out of their way to help us.
            Great value for the money.
            Everything arrived early and well packed.
            Your app saves me hours every week.
            What a delightful meal, the fish was perfect.
            I am impressed by how fast you answered.
            Excellent flight, friendly crew.
            Really pleased with the quality of the fabric.
            Setup took two minutes, brilliant.
            I would recommend this to anyone.
            The update made everything so much faster, well done.
            Really appreciate the honest advice I got in the shop.
        """,
        "complaint": """
            I waited forty minutes on hold and then got cut off.
            The food was cold and the waiter was rude.
            My parcel is two weeks late and nobody tells me anything.
            Far too expensive for what you get.
            The room smelled of smoke and the sheets were dirty.
            You charged me twice and refuse to give the money back.
            The quality has gone down a lot since last year.
            This is the third time my flight was delayed.
            Nobody ever answers my emails.
            The jacket fell apart after one wash.
            Your delivery fees are outrageous.
            The agent was unfriendly and did not listen.
            What arrived looks nothing like the picture.
            Very disappointing experience from start to finish.
            The instructions are useless and confusing.
            They lost my luggage and did not even apologise.
            The new design is ugly and hard to read.
            Worst service I have had in years.
            The battery barely lasts half a day.
            I still have not got my refund.
            We were promised a call back and never got one.
            The portions are tiny and overpriced.
        """,
        "question": """
            How do I change my delivery address?
            When will my order arrive?
            Can I pay by bank transfer?
            What is the difference between the two plans?
            Where can I find my invoice?
            Do you ship to Norway?
            Is breakfast included in the price?
            Which cable do I need for this model?
            how long does a transfer take
            why was i charged a fee
            Does the warranty cover water damage?
            Who can I talk to about my contract?
            Are dogs allowed in the hotel?
            what documents do I need to open an account
            How many users are allowed on the basic plan?
            Is there a way to export my contacts?
            What does this setting actually do?
            Has my payment gone through yet?
            Can someone explain how the points work?
            Am I supposed to get a confirmation mail?
            What time do you open on Sundays?
            How can I use this library together with my own plugin?
            What is the right way to configure the path?
        """,
        "request": """
            Please add a dark mode.
            It would be great if I could sort the list by date.
            I wish there was a way to pay in instalments.
            Could you support exporting to Excel?
            Feature request: keyboard shortcuts for the editor.
            You should offer more vegetarian dishes.
            Would love to see an app for tablets.
            Please let us save several addresses.
            Allow changing the seat after booking.
            Add an option to turn off notifications.
            It would help to have a calendar view.
            We need an API to fetch the reports.
            Please bring back the old search.
            I would like to be able to undo a payment.
            Suggestion: show the delivery time before checkout.
            Can you please make the text bigger?
            Consider adding two-factor login.
            Support for Arabic would be wonderful.
            Provide a way to filter by price.
            Introduce a family discount, please.
            Make the timeout configurable.
            Proposal: allow several owners for a project.
            Implement support for custom themes.
            More parking spaces would be nice.
        """,
        "bug": """
            The app crashes as soon as I open the camera.
            I get error 500 when I try to log in.
            The page stays blank after the update.
            The save button does nothing.
            Video playback freezes after ten seconds.
            Login is broken since yesterday.
            The total is calculated wrongly when I use a voucher.
            The website does not load in Firefox.
            Export fails with a timeout.
            My screen goes black and the phone restarts by itself.
            The link in the confirmation mail leads to a page not found.
            Null pointer exception when the list is empty.
            Notifications are shown twice.
            The printer is not recognised any more after the update.
            Password reset mail never arrives, the form just spins.
            Memory leak when the window is resized.
            The card reader keeps saying declined although there is money on it.
            Wrong result when dividing negative numbers.
            The map does not move when I drag it.
            Build fails on Windows with a missing file.
            It throws an exception after upgrading to the latest version.
            The filter is ignored when I reload the page.
            Bluetooth disconnects all the time.
            Sync stopped working, the app hangs at ninety percent.
        """,
        "leaving": """
            I want to cancel my subscription.
            I am switching to another provider.
            Please close my account.
            Never again, I am going to your competitor.
            I will not renew my contract.
            How do I delete my account?
            We have decided to move to a different supplier.
            This was the last time I flew with you.
            I am done with this company.
            Cancel my membership immediately.
            I uninstalled the app and will not come back.
            You lost a customer today.
            We are leaving after ten years.
            I will take my business elsewhere.
            Please terminate my contract at the end of the month.
            After this I am never shopping here again.
            I already signed up with someone else.
            Stop my plan, I do not want it any more.
            Goodbye, I have moved my money to another bank.
            I am thinking about leaving you for a cheaper offer.
        """,
        "none": """
            I ordered the blue one last Tuesday.
            We stayed for three nights in June.
            My order number is on the invoice.
            I live in the second district.
            The parcel came with the post.
            I bought it for my daughter.
            See you tomorrow.
            I use it at work and at home.
            It comes in three colours.
            Hello, good morning.
            I have been a customer since 2015.
            We had the soup and the salad.
            I flew from Boston to Denver.
            The shop is next to the station.
            I called you on Monday at nine.
            It is a phone.
            The meeting is on Friday.
            I am writing about my last stay.
            He told me to wait for a mail.
            The package weighs two kilos.
        """,
    },
    "de": {
        "praise": """
            Der Kundendienst war schnell und sehr freundlich.
            Tolles Produkt, ich bin rundum zufrieden.
            Vielen Dank für die schnelle Hilfe!
            Alles kam pünktlich und gut verpackt an.
            Sehr gutes Essen und nette Bedienung.
        """,
        "complaint": """
            Ich warte seit zwei Wochen auf mein Paket und niemand meldet sich.
            Das Essen war kalt und der Kellner unfreundlich.
            Viel zu teuer für diese Qualität.
            Nach einmal Waschen ist die Jacke kaputt.
            Mir wurde doppelt Geld abgebucht und keiner hilft.
        """,
        "question": """
            Wie kann ich meine Adresse ändern?
            Wann kommt meine Bestellung an?
            Kann ich auf Rechnung zahlen?
            wo finde ich meine rechnung
            Ist das Frühstück im Preis enthalten?
        """,
        "request": """
            Bitte baut einen Dunkelmodus ein.
            Es wäre schön, wenn man die Liste sortieren könnte.
            Ich wünsche mir mehr vegetarische Gerichte.
            Könntet ihr bitte einen Export nach Excel anbieten?
            Eine Übersicht im Kalender wäre hilfreich.
        """,
        "bug": """
            Die App stürzt beim Öffnen ab.
            Beim Anmelden kommt immer eine Fehlermeldung.
            Seit dem Update funktioniert nichts mehr.
            Der Knopf zum Speichern reagiert nicht.
            Die Seite lädt nicht und bleibt weiß.
        """,
        "leaving": """
            Ich möchte mein Abo kündigen.
            Ich wechsle zu einem anderen Anbieter.
            Bitte löschen Sie mein Konto.
            Nie wieder, ich gehe zur Konkurrenz.
            Das war meine letzte Bestellung bei euch.
        """,
        "none": """
            Ich habe am Dienstag das blaue bestellt.
            Wir waren drei Nächte im Juni dort.
            Es gibt drei Farben.
            Guten Tag zusammen.
            Ich bin seit 2015 Kunde.
        """,
    },
    "fr": {
        "praise": """
            Le service client a été rapide et très aimable.
            Excellent produit, j'en suis ravie.
            Merci beaucoup pour votre aide !
            Tout est arrivé à l'heure et bien emballé.
            Repas délicieux et personnel charmant.
        """,
        "complaint": """
            J'attends mon colis depuis deux semaines et personne ne répond.
            Le plat était froid et le serveur désagréable.
            Beaucoup trop cher pour cette qualité.
            La veste s'est déchirée au premier lavage.
            On m'a débité deux fois et personne ne m'aide.
        """,
        "question": """
            Comment puis-je changer mon adresse ?
            Quand ma commande va-t-elle arriver ?
            Est-ce que je peux payer par virement ?
            où trouver ma facture
            Le petit-déjeuner est-il compris ?
        """,
        "request": """
            Merci d'ajouter un mode sombre.
            Ce serait bien de pouvoir trier la liste.
            J'aimerais plus de plats végétariens.
            Pourriez-vous proposer un export vers Excel ?
            Une vue calendrier serait utile.
        """,
        "bug": """
            L'application plante dès que je l'ouvre.
            J'ai toujours un message d'erreur à la connexion.
            Plus rien ne marche depuis la mise à jour.
            Le bouton enregistrer ne répond pas.
            La page ne se charge pas et reste blanche.
        """,
        "leaving": """
            Je veux résilier mon abonnement.
            Je passe chez un autre fournisseur.
            Veuillez fermer mon compte.
            Plus jamais, je vais chez le concurrent.
            C'était ma dernière commande chez vous.
        """,
        "none": """
            J'ai commandé le bleu mardi.
            Nous sommes restés trois nuits en juin.
            Il existe en trois couleurs.
            Bonjour à tous.
            Je suis client depuis 2015.
        """,
    },
    "es": {
        "praise": """
            El servicio fue rápido y muy amable.
            Excelente producto, estoy encantada.
            ¡Muchas gracias por la ayuda!
            Todo llegó a tiempo y bien embalado.
            Comida riquísima y personal atento.
        """,
        "complaint": """
            Llevo dos semanas esperando mi paquete y nadie responde.
            La comida estaba fría y el camarero fue grosero.
            Demasiado caro para lo que ofrecen.
            La chaqueta se rompió al primer lavado.
            Me cobraron dos veces y nadie me ayuda.
        """,
        "question": """
            ¿Cómo puedo cambiar mi dirección?
            ¿Cuándo llega mi pedido?
            ¿Puedo pagar por transferencia?
            dónde encuentro mi factura
            ¿El desayuno está incluido?
        """,
        "request": """
            Por favor, añadan un modo oscuro.
            Estaría bien poder ordenar la lista.
            Me gustaría que hubiera más platos vegetarianos.
            ¿Podrían ofrecer exportar a Excel?
            Una vista de calendario sería útil.
        """,
        "bug": """
            La aplicación se cierra al abrirla.
            Siempre me da error al iniciar sesión.
            Desde la actualización no funciona nada.
            El botón de guardar no responde.
            La página no carga y se queda en blanco.
        """,
        "leaving": """
            Quiero cancelar mi suscripción.
            Me cambio a otra compañía.
            Por favor, cierren mi cuenta.
            Nunca más, me voy a la competencia.
            Fue mi último pedido con ustedes.
        """,
        "none": """
            Pedí el azul el martes.
            Estuvimos tres noches en junio.
            Viene en tres colores.
            Hola, buenos días.
            Soy cliente desde 2015.
        """,
    },
    "pt": {
        "praise": """
            O atendimento foi rápido e muito simpático.
            Ótimo produto, estou muito satisfeita.
            Muito obrigado pela ajuda!
            Tudo chegou no prazo e bem embalado.
            Recomendo, excelente loja.
        """,
        "complaint": """
            Espero minha encomenda há duas semanas e ninguém responde.
            A comida estava fria e o garçom foi grosseiro.
            Muito caro para a qualidade que tem.
            A jaqueta rasgou na primeira lavagem.
            Fui cobrado duas vezes e ninguém resolve.
        """,
        "question": """
            Como posso mudar meu endereço?
            Quando chega o meu pedido?
            Posso pagar por transferência?
            onde encontro minha nota fiscal
            O café da manhã está incluído?
        """,
        "request": """
            Por favor, coloquem um modo escuro.
            Seria bom poder ordenar a lista.
            Gostaria de mais pratos vegetarianos.
            Poderiam oferecer exportação para Excel?
            Uma visão de calendário ajudaria.
        """,
        "bug": """
            O aplicativo fecha sozinho quando abro.
            Sempre dá erro ao entrar na conta.
            Depois da atualização nada funciona.
            O botão de salvar não responde.
            A página não carrega e fica em branco.
        """,
        "leaving": """
            Quero cancelar minha assinatura.
            Vou mudar para outra empresa.
            Por favor, encerrem minha conta.
            Nunca mais compro aqui, vou para a concorrência.
            Foi a minha última compra com vocês.
        """,
        "none": """
            Pedi o azul na terça-feira.
            Ficamos três noites em junho.
            Existe em três cores.
            Olá, bom dia.
            Sou cliente desde 2015.
        """,
    },
    "nl": {
        "praise": """
            De klantenservice was snel en heel vriendelijk.
            Geweldig product, ik ben er heel blij mee.
            Heel erg bedankt voor de hulp!
            Alles kwam op tijd en goed verpakt aan.
            Heerlijk gegeten en aardig personeel.
        """,
        "complaint": """
            Ik wacht al twee weken op mijn pakket en niemand reageert.
            Het eten was koud en de ober onbeleefd.
            Veel te duur voor deze kwaliteit.
            De jas was na één keer wassen kapot.
            Er is twee keer geld afgeschreven en niemand helpt.
        """,
        "question": """
            Hoe kan ik mijn adres wijzigen?
            Wanneer komt mijn bestelling aan?
            Kan ik op rekening betalen?
            waar vind ik mijn factuur
            Is het ontbijt bij de prijs inbegrepen?
        """,
        "request": """
            Voeg alsjeblieft een donkere modus toe.
            Het zou fijn zijn als je de lijst kon sorteren.
            Ik zou graag meer vegetarische gerechten zien.
            Kunnen jullie export naar Excel aanbieden?
            Een kalenderweergave zou handig zijn.
        """,
        "bug": """
            De app crasht zodra ik hem open.
            Ik krijg steeds een foutmelding bij het inloggen.
            Sinds de update werkt niets meer.
            De knop opslaan reageert niet.
            De pagina laadt niet en blijft wit.
        """,
        "leaving": """
            Ik wil mijn abonnement opzeggen.
            Ik stap over naar een andere aanbieder.
            Sluit alstublieft mijn account.
            Nooit meer, ik ga naar de concurrent.
            Dit was mijn laatste bestelling bij jullie.
        """,
        "none": """
            Ik heb dinsdag de blauwe besteld.
            Wij bleven drie nachten in juni.
            Het is er in drie kleuren.
            Goedemorgen allemaal.
            Ik ben klant sinds 2015.
        """,
    },
}


def examples(languages: tuple[str, ...] = tuple(EXAMPLES)) -> list[tuple[str, str]]:
    """Sentences with their intent, in these languages."""
    return [
        (line.strip(), intent)
        for language in languages
        for intent, lines in EXAMPLES[language].items()
        for line in lines.strip().splitlines()
    ]
