### What somebody can do about it. `remedy-*`: one step of advice. `step-*`: how to do it, in the order and under the conditions of
### data/remedy_steps.csv. `note-*`: what is known of single institutions, from data/institution_notes.csv.
### Used: $institution (name of the bank), $app (name of the app that the person uses).

## The login

remedy-retype_by_hand = Tapez à la main votre nom d’utilisateur et votre mot de passe pour { $institution }, au lieu de les coller ou de les laisser se remplir seuls.
step-retype_by_hand_clear = Videz d’abord les deux champs : votre navigateur y a peut-être mis d’anciens identifiants.
step-retype_by_hand_no_paste = Ne collez rien et laissez de côté pour une fois votre gestionnaire de mots de passe : une espace que l’on ne voit pas peut se glisser avant ou après.
step-retype_by_hand_capitals = Faites attention aux majuscules et aux minuscules; la plupart des banques les distinguent.
step-retype_by_hand_caps_lock = Sur un ordinateur, vérifiez que le verrouillage des majuscules est désactivé.
step-retype_by_hand_phone_keyboard = Surveillez le clavier de votre téléphone : il met souvent une majuscule au début et ajouter une espace après un mot suggéré.

remedy-check_institution = Vérifiez que l’entrée choisie correspond à votre type de compte chez { $institution }.
step-check_institution_kind = Regardez quelle entrée vous avez choisie : les banques en ont souvent une pour les particuliers et une pour les entreprises, et parfois d’autres pour les cartes, les placements ou les régimes de retraite.
step-check_institution_address = Comparez son adresse Web avec celle qu’affiche votre navigateur quand vous ouvrez vous-même une session chez { $institution }.
step-check_institution_switch = Si les deux diffèrent, cherchez l’entrée qui porte votre adresse et connectez plutôt celle-là.

remedy-login_at_site = Ouvrez une session sur le site même de { $institution } avec les mêmes identifiants, et voyez s’ils fonctionnent et si quelque chose vous y attend.

remedy-accept_terms = Ouvrez une session sur le site Web de { $institution }, acceptez ce qui attend de l’être et fermez tous les avis.
step-accept_terms_sign_in = Utilisez le site Web de { $institution } dans un navigateur; son application mobile ne montre pas toujours ces avis.
step-accept_terms_agree = Si de nouvelles conditions ou une entente apparaissent, lisez-les et acceptez-les si vous êtes d’accord.
step-accept_terms_close = Répondez aussi aux simples invitations ou fermez-les, comme une offre de relevés électroniques ou une annonce : elles peuvent bloquer tout autant.
step-accept_terms_return = Quand vous y voyez vos comptes comme d’habitude, fermez la session et actualisez ici.

remedy-reset_password = Choisissez un nouveau mot de passe chez { $institution }, puis entrez-le ici.
step-reset_password_at_site = Sur la page d’ouverture de session de { $institution }, suivez le lien du mot de passe oublié et choisissez-en un nouveau.
step-reset_password_answers = Si de nouvelles questions de sécurité sont aussi demandées, choisissez-les et retenez les réponses : on pourrait vous les demander ici.
step-reset_password_try = Ouvrez-y une session une fois avec le nouveau mot de passe, pour savoir qu’il fonctionne.
step-reset_password_enter = Entrez ici le nouveau mot de passe à la main; celui qui est enregistré est peut-être encore l’ancien.

remedy-enter_credentials = Entrez ici vos identifiants pour { $institution }.

## The extra security check

remedy-answer_mfa = Répondez maintenant à la vérification de sécurité de { $institution }.
step-answer_mfa_captcha = Tapez les lettres ou choisissez les images demandées; { $institution } voit ainsi que c’est une personne qui ouvre la session. Si vous ne les distinguez pas, demandez-en d’autres.
step-answer_mfa_what = En plus du nom d’utilisateur et du mot de passe, { $institution } veut une seconde preuve que c’est bien vous : une chose que personne d’autre ne sait, ou un code que personne d’autre ne reçoit.
step-answer_mfa_text_message = Si le code arrive par message texte, regardez le téléphone dont { $institution } a le numéro, et entrez-le ici.
step-answer_mfa_email = S’il arrive par courriel, regardez votre boîte de réception, et aussi les courriels indésirables.
step-answer_mfa_bank_app = Si { $institution } demande dans sa propre application, ouvrez-la et approuvez-y la demande; revenez ensuite ici.
step-answer_mfa_phone_call = Si vous recevez un appel, prenez-le et suivez la voix : notez le code, ou appuyez sur la touche indiquée.
step-answer_mfa_several = Plusieurs questions peuvent venir l’une après l’autre. Répondez à chacune jusqu’à ce qu’il n’en vienne plus.
step-answer_mfa_unknown = Ne devinez jamais une réponse oubliée, et ne vous inquiétez pas si la question a disparu de la page : mettez plutôt à jour vos identifiants ici, et { $institution } redemandera.

remedy-approve_in_app = Approuvez l’ouverture de session là où { $institution } vous le demande : dans son application, par son appel ou par son lien.
step-approve_in_app_open = Si aucun avis n’apparaît, ouvrez vous-même l’application de { $institution }; la demande y attend en général.
step-approve_in_app_own_only = N’approuvez que ce que vous avez vous-même commencé ici il y a un instant.

remedy-restart_ready = Recommencez, votre téléphone ou vos courriels à portée de main, et répondez tout de suite à { $institution }.
step-restart_ready_prepare = Avant de commencer, déverrouillez le téléphone ou ouvrez la boîte qui reçoit les codes de { $institution }.
step-restart_ready_start = Actualisez la connexion ici et restez sur la page.
step-restart_ready_newest = Entrez le code le plus récent dès qu’il arrive; les précédents ne comptent plus.

remedy-check_network = Assurez-vous que votre accès Internet est bon, puis recommencez.

## With the institution

remedy-unlock_at_site = Déverrouillez votre accès sur le site de { $institution } avant tout essai ici.
step-unlock_at_site_pause = N’essayez plus vos identifiants pour l’instant : chaque essai peut prolonger le verrouillage.
step-unlock_at_site_follow = Ouvrez la page d’ouverture de session de { $institution } et suivez la marche à suivre pour un accès verrouillé ou oublié.
step-unlock_at_site_call = S’il n’y en a pas, appelez { $institution } au numéro inscrit sur votre carte ou votre relevé.
step-unlock_at_site_return = Quand vous pouvez de nouveau y ouvrir une session, actualisez ici; si le mot de passe a changé, entrez le nouveau.

remedy-contact_institution = Appelez { $institution } ou passez en succursale, et demandez ce qui empêche l’accès et comment y remédier.

remedy-oauth_again = Parcourez encore une fois la page de { $institution } et donnez-y votre autorisation à { $app }.
step-oauth_again_sign_in = Ouvrez une session sur la page qui s’affiche; elle appartient à { $institution }, et { $app } ne voit pas ce que vous y tapez.
step-oauth_again_choose = Choisissez tous les comptes que { $app } doit montrer et laissez les autorisations cochées.
step-oauth_again_finish = Continuez jusqu’au bout et ne fermez rien avant d’être de retour dans { $app }.

remedy-grant_permissions = Reparcourez la page de { $institution } et cochez tous les genres de données que demande { $app }.

remedy-grant_accounts = Partagez le compte manquant avec { $app } dans les paramètres de { $institution }.
step-grant_accounts_sign_in = Ouvrez une session chez { $institution }, dans son application ou sur son site Web.
step-grant_accounts_settings = Ouvrez ses paramètres; ils se trouvent souvent derrière votre nom, votre photo ou un engrenage.
step-grant_accounts_security = Trouvez la partie sur la sécurité ou la confidentialité.
step-grant_accounts_linked_apps = Cherchez-y la liste des autres entreprises qui peuvent voir vos données. Chaque banque lui donne son propre nom : applications liées, accès de tiers, partage de données, connexions externes ou autre.
step-grant_accounts_allow = Choisissez { $app } dans la liste (son fournisseur de données peut y figurer à sa place) et autorisez le nouveau compte.
step-grant_accounts_save = Enregistrez, et comptez jusqu’à 24 heures avant que le compte paraisse ici.

remedy-enable_third_party = Permettez à d’autres applications de lire vos comptes, dans les paramètres de { $institution }.
step-enable_third_party_settings = Ouvrez une session chez { $institution } et allez aux paramètres de sécurité.
step-enable_third_party_switch = Activez ce qui peut s’appeler accès de tiers, partage de données ou accès pour applications financières.
step-enable_third_party_app_password = Si { $institution } vous donne plutôt un mot de passe distinct pour d’autres applications, entrez celui-là ici au lieu de votre mot de passe habituel.
step-enable_third_party_wait = Comptez jusqu’à 48 heures avant que le changement prenne effet, puis actualisez ici.

remedy-finish_setup = Terminez la mise en place de votre accès en ligne chez { $institution } : activez-le et remplissez ce qui est encore demandé.

remedy-change_language = Réglez le site de { $institution } en anglais, ou dans une autre langue prise en charge ici, puis actualisez.

remedy-relax_mfa_setting = Choisissez, dans les paramètres de sécurité de { $institution }, un genre de vérification qui puisse être traité d’ici ou qui revienne moins souvent.
step-relax_mfa_setting_open = Ouvrez une session chez { $institution } et allez aux paramètres de sécurité, où se choisit la vérification supplémentaire.
step-relax_mfa_setting_method = Choisissez un code par message texte ou par courriel plutôt qu’une clé de sécurité ou un appareil à brancher.
step-relax_mfa_setting_remember = Si { $institution } offre de se souvenir d’un appareil ou de ne demander que de temps en temps, choisissez cela.
step-relax_mfa_setting_keep = Ne désactivez pas complètement la vérification : elle protège votre argent.

## Browser and app

remedy-other_browser = Ouvrez la session chez { $institution } dans un autre navigateur.
step-other_browser_chrome_on_ios = Si vous utilisez Chrome sur un iPhone ou un iPad, passez à Safari : dans Chrome, les pages de certaines banques n’y vont pas jusqu’au bout.
step-other_browser_use_safari = Si vous utilisez un autre navigateur sur un iPhone ou un iPad, essayez Safari, qui est fourni avec l’appareil.
step-other_browser_besides_safari = Si vous utilisez Safari sur un iPhone ou un iPad, essayez-en un autre comme Firefox ou Edge, mais plutôt pas Chrome.
step-other_browser_besides_chrome = Si vous utilisez Chrome sur un ordinateur ou un téléphone Android, essayez-en un autre comme Firefox ou Edge.
step-other_browser_any = Sur un ordinateur ou un téléphone Android, essayez n’importe quel autre navigateur que celui que vous utilisez, par exemple Chrome.
step-other_browser_default = Si { $app } ouvre la page d’elle-même, faites d’abord de ce navigateur le navigateur par défaut dans les réglages de votre téléphone.
step-other_browser_begin = Reprenez depuis le début l’ouverture de session chez { $institution } et restez dans ce navigateur jusqu’à la fin.

remedy-disable_ad_blocker = Désactivez les bloqueurs de publicités et de contenu pendant que vous ouvrez une session chez { $institution }.
step-disable_ad_blocker_safari_ios = Pour Safari sur un iPhone ou un iPad : ouvrez Réglages, puis Apps, Safari, Extensions, et désactivez-y les bloqueurs. Dans les versions plus anciennes, Safari figure directement dans Réglages, et l’option peut s’appeler Bloqueurs de contenu.
step-disable_ad_blocker_safari_desktop = Pour Safari sur un Mac : dans le menu Safari, ouvrez Réglages, puis Sites web et Bloqueurs de contenu, et désactivez-les pour la page de { $institution }.
step-disable_ad_blocker_extension = Sur un ordinateur, cliquez sur la pièce de casse-tête à côté de la barre d’adresse, trouvez votre bloqueur de publicités et désactivez-le pour la page de { $institution }.
step-disable_ad_blocker_edge = Dans Edge, cliquez aussi sur le cadenas à gauche de l’adresse et désactivez la prévention du suivi pour ce site.
step-disable_ad_blocker_firefox = Dans Firefox, choisissez le bouclier à côté de l’adresse et désactivez la protection contre le pistage pour ce site; désactivez aussi les extensions qui bloquent les publicités.
step-disable_ad_blocker_phone = Sur un téléphone ou une tablette, cherchez le blocage des publicités dans le menu ou les réglages de votre navigateur et désactivez-le pour la page de { $institution }.
step-disable_ad_blocker_elsewhere = Si vous utilisez une application, un RPV ou un réseau domestique qui filtre les publicités, suspendez cela aussi.
step-disable_ad_blocker_again = Rechargez la page et terminez l’ouverture de session; vous pourrez ensuite tout réactiver.

remedy-reopen_app = Fermez complètement { $app }, laissez passer un quart d’heure, puis ouvrez-la et actualisez la connexion avec { $institution }.
step-reopen_app_close_phone = Sur un téléphone, fermez complètement { $app } : ouvrez la liste des applications en cours et balayez-la hors de l’écran, au lieu de simplement la quitter.
step-reopen_app_close_desktop = Sur un ordinateur, fermez toutes les fenêtres et tous les onglets où { $app } est ouverte.
step-reopen_app_wait = Attendez 15 minutes, pour que ce qu’envoie { $institution } puisse arriver.
step-reopen_app_open = Ouvrez de nouveau { $app } et actualisez.

remedy-logout_elsewhere = Fermez votre session chez { $institution } dans tous les autres navigateurs, applications et appareils.

## Waiting

remedy-wait_15m = Attendez 15 minutes, puis actualisez la connexion avec { $institution }.
remedy-wait_24h = Laissez passer jusqu’à 24 heures, puis regardez de nouveau la connexion avec { $institution }.
remedy-wait_days = Comptez de deux à cinq jours pendant que le fournisseur de données travaille à l’accès à { $institution }.

## Connections and accounts

remedy-reconnect_answer = Reconnectez-vous une fois à { $institution } et donnez ce qui est demandé.
step-reconnect_answer_ready = Ayez à portée de main vos identifiants, et le téléphone ou les courriels pour les codes.
step-reconnect_answer_login = Choisissez de reconnecter, et entrez vos identifiants s’ils sont demandés.
step-reconnect_answer_check = Répondez à la vérification de sécurité si { $institution } en fait une, et attendez que la page vous dise le résultat.

remedy-confirm_active = Vérifiez chez { $institution } que le compte est ouvert et que vous le voyez en ligne.

remedy-delete_duplicate = Gardez l’un des deux exemplaires du compte chez { $institution }, retirez l’autre, puis actualisez.

remedy-remove_readd = Avant de le faire, sachez que tous vos comptes chez { $institution } disparaissent de { $app } d’un seul coup, que vos modifications y sont perdues et que des opérations déjà importées peuvent arriver une seconde fois. Si vous l’acceptez, retirez la connexion et ajoutez-la de nouveau.
step-remove_readd_remove = Retirez la connexion avec { $institution }. Si vous voulez garder vos modifications, demandez d’abord au soutien de { $app } s’il existe un autre moyen.
step-remove_readd_add = Cherchez de nouveau { $institution }, choisissez la bonne entrée et ouvrez une session avec tous les comptes voulus.
step-remove_readd_check = Attendez 15 minutes, puis cherchez les opérations qui figurent deux fois et masquez les secondes.

remedy-other_account = Connectez un autre compte, ou une autre banque que { $institution }.
remedy-other_source = Laissez-nous faire : nous cherchons une autre façon de joindre { $institution }.
remedy-reuse_existing = Utilisez la connexion avec { $institution } que vous avez déjà.
remedy-track_manually = Tenez pour l’instant vos comptes chez { $institution } à la main dans { $app }.

## Getting help

remedy-support = Écrivez au soutien de { $app } et indiquez l’établissement ({ $institution }), l’état et la raison affichés ici, les étapes déjà essayées et le nombre de caractères de votre nom d’utilisateur et de votre mot de passe, mais jamais le nom d’utilisateur ni le mot de passe eux-mêmes.
step-support_name = Nommez { $institution } et recopiez l’état et la raison que vous voyez ici.
step-support_tried = Dites quelles autres étapes vous avez essayées et ce qui s’est passé.
step-support_lengths = Comptez les caractères de votre nom d’utilisateur et de votre mot de passe, et ne donnez que les deux nombres; ils aident à trouver pourquoi de bons identifiants sont refusés.
step-support_never = N’envoyez jamais le nom d’utilisateur, le mot de passe, un code ni une réponse : personne qui vous aide n’en a besoin.

## For those who run or build it

remedy-escalate = Pour l’exploitant de ce service : signalez la défaillance touchant { $institution } au fournisseur de données, avec les numéros de requête de ce dernier.
remedy-fix_call = Pour les développeurs de { $app } : corrigez la requête au sujet de { $institution } selon ce que décrit l’erreur.
remedy-fix_config = Pour l’exploitant de ce service : corrigez les clés, la licence, l’inscription ou l’installation qui servent à joindre { $institution }.

## What is known of single institutions

note-terms_despite_success = Chez { $institution }, l’ouverture de session peut réussir et vos comptes rester malgré tout retenus jusqu’à ce que vous ayez accepté les conditions. Ouvrez une session sur son site Web et voyez s’il en reste.
note-overview_alone = L’aperçu gratuit des finances offert par { $institution } ne peut pas être lié à lui seul : il vous faut aussi y avoir un compte de dépôt, une carte, un prêt, un placement ou une assurance.
note-terms_all = Chez { $institution }, plus d’une entente peut être en attente à la fois. Parcourez-les toutes sur son site Web avant d’actualiser ici.
remedy-unpause = Réactivez ici les mises à jour.
remedy-reopen = Rouvrez cette connexion et entrez vos identifiants; tout ce que vous aviez est conservé.
