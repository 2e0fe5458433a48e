### What was found by looking closer at one connection, and what follows from it.
### Used: $institution (name of the bank), $field (label of a field of the login form), $sibling (name of another entry of the same
### bank) and $url (its web address).

finding-mfa_loop = { $institution } redemande sans cesse alors que vos réponses sont justes. Vous ne faites rien de mal, et répondre encore ne sert à rien : veuillez le signaler au soutien en nommant { $institution }.
finding-accounts_not_ready = Vous avez connecté { $institution } il y a peu, et vos comptes sont peut-être encore en route. Veuillez attendre 15 minutes, puis actualiser.
finding-accounts_terms = L’ouverture de session chez { $institution } fonctionne, mais aucun compte n’arrive; peut-être vos comptes attendent-ils que vous acceptiez des conditions. Veuillez ouvrir une session sur son propre site, chercher des conditions à accepter, puis actualiser ici.
finding-accounts_not_eligible = L’ouverture de session chez { $institution } fonctionne, mais on n’y trouve aucune sorte de compte qui puisse être lue. Vous pouvez connecter un autre accès ou une autre banque, ou tenir ces comptes à la main.
finding-accounts_sharing_off = { $institution } nous laisse entrer, mais vos comptes ne sont pas partagés dans ses paramètres. Veuillez y ouvrir une session, partager les comptes avec cette application et enregistrer, puis actualiser ici.
finding-new_account_not_shared = Vous semblez avoir chez { $institution } un nouveau compte que cette application ne peut pas encore voir. Veuillez l’autoriser dans les paramètres de { $institution }; vos autres comptes continuent comme avant.
finding-stray_characters = Ce qui a été mis dans « { $field } » commence ou finit par une espace, ou contient un caractère invisible; cela arrive souvent quand on colle. Veuillez vider le champ et le remplir à la main.
finding-wrong_entry = { $institution } refuse ces identifiants, et la même banque figure aussi sous une autre entrée : { $sibling }, à l’adresse { $url }. Si c’est là que vous ouvrez d’habitude votre session, veuillez plutôt connecter { $sibling }.
finding-lock_near = Un essai erroné de plus pourrait amener { $institution } à verrouiller votre accès; nous nous arrêtons donc ici. Veuillez vous assurer sur son propre site que vous avez les bons identifiants et les bonnes réponses avant de réessayer.
finding-code_at_every_login = { $institution } exige un nouveau code à chaque ouverture de session. Pour que ces codes ne vous surprennent pas, nous n’actualisons que pendant que vous êtes ici; veuillez actualiser quand vous avez votre téléphone ou vos courriels à portée de main.
finding-institution_outage = Le problème vient de { $institution }, pas de vous ni de vos identifiants : d’autres personnes ont les mêmes ennuis avec la même connexion. On y travaille, et vous n’avez rien à faire.
