### What each status means for the person: what happened, who must act, what comes next. One message per status, named after it.
### Used: $institution (name of the bank), $when (a phrase of this file, such as "in 5 minutes"), $count (a number).

## The statuses

status-created = Votre connexion avec { $institution } est nouvelle et rien n’a encore été lu. Nous y ouvrons une session pour la première fois pendant que vous êtes ici; si rien ne bouge, veuillez actualiser une fois.
status-prevented = { $institution } a refusé ces identifiants plusieurs fois de suite, et nous avons arrêté avant que votre accès ne soit bloqué. Veuillez les vérifier sur son propre site, puis les entrer de nouveau ici.
status-denied = { $institution } n’a pas accepté ces identifiants. Veuillez les vérifier et les entrer ici de nouveau.
status-challenged = { $institution } veut s’assurer que c’est bien vous. Veuillez répondre maintenant à sa question ou entrer ici le code reçu.
status-rejected = { $institution } n’a pas accepté votre réponse à sa vérification de sécurité. Veuillez actualiser la connexion, puis répondre à la nouvelle question ou entrer le code le plus récent.
status-locked = { $institution } a verrouillé cet accès. Vous devez le faire déverrouiller, sur son propre site ou par téléphone, puis actualiser la connexion ici.
status-connected = Votre connexion avec { $institution } fonctionne. Il n’y a rien à faire : les nouvelles données arrivent d’elles-mêmes.
status-impeded = { $institution } demande votre attention avant de nous laisser continuer. Veuillez ouvrir une session sur son propre site, régler ce qui y est affiché, puis actualiser la connexion ici.
status-reconnected = La connexion avec { $institution } est prête, mais la prochaine ouverture de session vous demandera probablement un code. Veuillez l’actualiser pendant que vous êtes ici, votre téléphone ou vos courriels à portée de main.
status-degraded = Plusieurs tentatives de joindre { $institution } ont échoué en peu de temps; vos identifiants n’y sont pour rien. Vous n’avez rien à faire : nous continuons d’essayer, moins souvent que d’habitude.
status-disconnected = Depuis deux semaines, rien de nouveau n’arrive de { $institution }, et au moins trois tentatives ont échoué. C’est à nous de réparer cela; reconnecter une fois et donner ce qui est demandé peut toutefois accélérer le retour.
status-discontinued = Il n’est plus possible de connecter { $institution } ici, et personne ne peut rien y changer pour l’instant. Vos comptes restent tels quels; vous pouvez les tenir à jour à la main.
status-closed = La connexion avec { $institution } a été fermée. Il n’y a rien à faire; si vous voulez la retrouver, vous pouvez la rouvrir.
status-delayed = { $institution } met plus de temps que d’habitude à répondre. Vous pouvez quitter cette page; nous continuons de nous-mêmes.
status-failed = Cette fois, nous n’avons pas pu terminer avec { $institution } pour une raison technique; vos identifiants n’ont pas été refusés. Vous n’avez rien à faire maintenant; si vous voulez, actualisez plus tard.
status-updated = Nous avons vos nouveaux renseignements pour { $institution } et les essayons pendant que vous êtes ici. Il vous suffit d’attendre un instant.
status-disabled = Les mises à jour de { $institution } ont été suspendues exprès; rien n’est perdu. Elles reprendront quand les responsables de ce service mettront fin à la pause; si cela vous surprend, communiquez avec le soutien.
status-imported = Nous connaissons vos comptes chez { $institution }, mais personne n’y a ouvert de session d’ici. Veuillez ouvrir une session une fois pour que les mises à jour commencent.
status-resumed = Merci. { $institution } vérifie votre réponse; veuillez attendre un instant.
status-expired = { $institution } a cessé d’attendre votre réponse. Veuillez actualiser la connexion, votre téléphone ou vos courriels à portée de main, et répondre tout de suite.
status-impaired = Ce qu’il nous faut pour accéder à { $institution } manque ou n’est plus valable. Veuillez ouvrir une session encore une fois; vos comptes restent tels quels.
status-pending = La connexion avec { $institution } n’est pas encore terminée. Veuillez continuer sur sa propre page et y donner votre autorisation.

## When it goes on. $when is one of the phrases of the next group.

next-try = Nous réessayons de nous-mêmes { $when }.
answer-by = { $institution } attend votre réponse; le délai se termine { $when }.
no-next-try = Nous ne réessayons pas de nous-mêmes; tout reprend quand vous avez fait cette étape.

## A moment to come

when-now = dans un instant
when-minutes =
    { $count ->
        [one] dans { $count } minute
       *[other] dans { $count } minutes
    }
when-hours =
    { $count ->
        [one] dans { $count } heure
       *[other] dans { $count } heures
    }
when-days =
    { $count ->
        [one] dans { $count } jour
       *[other] dans { $count } jours
    }

## A moment gone by

ago-now = à l’instant
ago-minutes =
    { $count ->
        [one] il y a { $count } minute
       *[other] il y a { $count } minutes
    }
ago-hours =
    { $count ->
        [one] il y a { $count } heure
       *[other] il y a { $count } heures
    }
ago-days =
    { $count ->
        [one] il y a { $count } jour
       *[other] il y a { $count } jours
    }

## How old is what the person sees. $when is one of the ago-phrases.

data-current = Ce que vous voyez a été lu { $when }.
data-kept = Ce que vous voyez a été lu { $when }. Tout est conservé, mais rien de nouveau n’arrive tant que ceci n’est pas réglé.
data-partial = Une partie de ce que vous voyez est à jour; le reste est plus ancien ou manque encore.
data-none = Rien n’a encore été lu.
data-stopped = Ce qui a été lu est conservé, mais n’est plus mis à jour.
data-manual = Vous tenez ces chiffres à la main; ils ne changent que lorsque vous les changez.

## Who must act: labels

actor-user = Vous
actor-institution = La banque
actor-source = La source des données
actor-client = Les développeurs de l’application
actor-operator = L’exploitant de ce service
actor-hub = Nous, de nous-mêmes
actor-nobody = Personne : il suffit d’attendre

## Many connections of one bank in trouble at once

outage = Ce n’est pas vous : beaucoup de connexions avec { $institution } ont des ennuis en ce moment. La banque ou nous-mêmes y travaillons déjà; vous n’avez rien à faire.

# Where no bank and no app is meant in particular.
your-bank = votre banque
this-app = cette application

# Besides the reasons.
paused-by-user = Vous avez mis en pause les mises à jour de { $institution }. Rien n’est perdu; réactivez-les quand vous voulez.
refresh-later = Veuillez actualiser la connexion ici plus tard : tant que des identifiants n’ont pas fonctionné une fois, nous ne les essayons pas de nous-mêmes.
