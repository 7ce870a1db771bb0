"""Words by which people name what they talk about, in seven languages: English, German, French, Spanish, Portuguese, Dutch, Italian.

A word ending in * stands for all words that begin so.
"""

ASPECTS: dict[str, str] = {
    "price": """
        price* pricing pricey cost costs expensive cheap overpriced fee fees charge charges value affordable discount* coupon* bargain money
        preis* kosten teuer* billig* gebühr* rabatt* günstig* prix cher chère coût* tarif* frais remise precio* caro cara barato* costo* coste* tarifa* descuento*
        preço* barata caríssim* custo* taxa* desconto* prijs* duur* goedkoop* korting* prezzo prezzi costoso economico sconto
    """,
    "staff": """
        staff waiter* waitress* employee* agent agents crew attendant* manager* representative* rep reps driver* receptionist* cashier* barista* bartender* host hostess
        server servers steward* pilot* clerk* technician* personal mitarbeiter* kellner* bedienung fahrer* personnel serveu* employé* vendeu* conductor* empleado* empleada* camarer*
        vendedor* vendedora* atendente* funcionári* garçom motorista* personeel medewerk* ober chauffeur* cameriere* commess* impiegat* autista
    """,
    "service": """
        service support helpdesk hotline assistance "customer care" kundendienst kundenservice betreuung beratung assistance sav servicio atención soporte atendimento suporte sac
        klantenservice dienstverlening servizio assistenza
    """,
    "delivery": """
        delivery deliver delivered deliveries shipping shipped shipment* parcel* package packages courier* dispatch* arrived packaging lieferung* geliefert* versand* paket* sendung* zustell*
        verpackung livraison* livré* colis expédi* emballage entrega* entregue* entregad* entregaram envío* enviad* paquete* encomenda* frete transportadora embalagem correios
        bezorg* levering* geleverd* pakket* verzend* consegna* consegnat* spedizion* pacco pacchi corriere
    """,
    "waiting": """
        wait waiting waited queue* "on hold" slow slowly delay* late hours warte* gewartet wartezeit* verspät* schlange attente attendu retard* espera* esperé esperar cola tarde demor* retraso*
        atraso* atrasad* fila wacht* gewacht vertrag* rij attesa aspett* ritard* coda
    """,
    "returns": """
        return returns returned refund* reimburs* exchange* rückgabe* erstatt* umtausch* rücksend* rembours* retour* échange devolu* devolv* reembols* cambio troca trocar estorno
        terugbetal* terugstur* ruil* rimbors* reso restitu*
    """,
    "payment": """
        payment* pay paid paying card cards invoice* bill bills billing billed charged transfer* bank zahlung* bezahl* rechnung* abgebucht überweis* paiement* payer facture* virement débité pago pagos
        pagar factura* cobr* transferencia* pagamento* fatura* boleto cartão betal* factuur rekening afgeschreven pagament* fattura bolletta bonifico
    """,
    "account": """
        account accounts login log-in signin password* profile subscription* contract* membership konto kontos anmeld* einlog* passwort* abo abonnement* vertrag vertrags* kündig* compte
        "mot de passe" connexion abonn* contrat cuenta contraseña suscripci* contrato* conta senha assinatura* account wachtwoord inlog* contract abonnementen conto accesso abbonament* contratto
    """,
    "app": """
        app apps application website site page pages software update updates updated interface ui browser online web anwendung webseite* seite aktualisierung logiciel mise-à-jour
        aplicación aplicaciones página* actualización aplicativo* aplicação atualização applicatie pagina* applicazione sito aggiornament*
    """,
    "quality": """
        quality material* fabric* durable broke broken defect* damaged faulty sturdy flimsy qualität* kaputt defekt* beschädigt qualité cassé* défectu* calidad roto rota defectuos* dañad*
        qualidade quebrad* defeito* danificad* kwaliteit stuk beschadigd defect qualità rotto rotta difett* danneggiat*
    """,
    "choice": """
        selection choice* variety assortment stock available availability options auswahl sortiment verfügbar* choix stock disponib* variedad surtido estoque variedade keuze aanbod voorraad scelta assortiment* disponibil*
    """,
    "food": """
        food meal meals dish dishes menu dinner lunch breakfast taste tasty flavor* flavour* delicious pizza* pasta burger* sushi chicken steak* salad* soup* dessert* drink drinks wine* beer* coffee tea sauce bread cheese fish
        portion portions appetizer* sandwich* rice shrimp cocktail* martini* essen gericht* speise* frühstück geschmack lecker* kaffee repas plat plats cuisine petit-déjeuner goût nourriture vin
        comida plato* desayuno sabor* cena almuerzo prato* refeição refeições "café da manhã" jantar almoço eten gerecht* ontbijt smaak maaltijd* lekker cibo piatto piatti colazione pranzo gusto vino
    """,
    "atmosphere": """
        atmosphere ambience ambiance decor music noise noisy loud cozy cosy romantic crowded interior lighting seating vibe atmosphäre ambiente musik laut* gemütlich* décor bruit bruyant* musique musica
        ruido ruidos* decoraci* barulho* barulhent* decoração sfeer muziek lawaai atmosfera rumore arredament*
    """,
    "room": """
        room rooms bed beds bathroom shower suite hotel balcony pillow* zimmer bett betten bad dusche chambre* lit salle-de-bain douche habitaci* cama* baño ducha quarto* banheiro chuveiro kamer* bedden badkamer
        camera camere letto bagno doccia
    """,
    "cleanliness": """
        clean cleanliness dirty filthy hygiene smell smelled smelly stain* sauber* schmutz* dreckig* geruch propre propreté sale saleté odeur limpi* suci* olor sujo suja sujeira limpeza cheiro schoon* vies vuil* pulit* sporc* odore
    """,
    "location": """
        location located parking nearby neighborhood neighbourhood central lage parkplatz* emplacement situé stationnement ubicación aparcamiento estacionamiento localização estacionamento ligging parkeer* parkeren posizione parcheggio
    """,
    "flight": """
        flight* plane airplane aircraft boarding gate seat seats luggage baggage bag bags airport airline* flug flüge flugzeug gepäck koffer vol vols avion bagage* aéroport vuelo* avión equipaje* maleta* aeropuerto
        voo voos avião bagagem aeroporto vlucht* vliegtuig koffer* volo voli aereo bagagli*
    """,
    "battery": "battery batteries charger charging akku* batterie* batería* bateria* batterij* batteri* oplad*",
    "screen": "screen* display resolution bildschirm* écran* affichage pantalla* tela telas scherm* beeldscherm schermo",
    "sound": "sound audio speaker* headphone* earbud* volume call-quality klang ton lautsprecher* kopfhörer* son haut-parleur* sonido altavoz altavoces som alto-falante* geluid luidspreker* suono",
    "camera": "camera cameras photo photos picture pictures lens kamera foto fotos objektiv appareil-photo cámara* câmera* camera's fotocamera",
    "performance": """
        performance speed fast quick lag laggy crash* freez* memory processor hang hangs reboot* geschwindigkeit schnell* abst* absturz langsam rapidité rapide lent lente plante rendimiento rápid* lento lenta
        desempenho trava travando snelheid snel traag crasht prestazion* veloc* lent*
    """,
    "ease of use": """
        easy easily intuitive confusing complicated simple usability setup install* instructions manual bedien* einfach* kompliziert anleitung facile compliqué* simple notice fácil complicad* sencill* instrucciones
        instruções makkelijk eenvoudig ingewikkeld handleiding semplice complicat* istruzioni
    """,
    "design": "design look looks style color colour colors size sized fit fits shape aussehen farbe* größe* passt design couleur* taille forme diseño color* talla tamaño cor cores tamanho ontwerp kleur* maat past aspetto colore taglia",
    "information": "information informed communication answer* reply replies respond* email emails reached contact* auskunft informationen antwort* erreichbar information* répon* réponse* información respuesta* respond* informação informações resposta* respondem informatie antwoord* reageert informazion* rispost* risponde",
    "safety": "safety safe secure security privacy sicher* sicherheit datenschutz sécurité sûr segur* seguridad privacidad segurança privacidade veilig* privacy sicur* sicurezza",
}
