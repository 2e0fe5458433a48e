//! Who is paid and who pays, each in the words of three houses: the bank's own statement line, an aggregator that cleans it up, and
//! another channel of the bank. Some of the three share no word.

/// One counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merchant {
    pub(crate) bank: &'static str,
    pub(crate) clean: &'static str,
    pub(crate) other: &'static str,
    /// The bank writes the number of the store behind it.
    pub(crate) has_store: bool,
}

const fn store(bank: &'static str, clean: &'static str, other: &'static str) -> Merchant {
    Merchant { bank, clean, other, has_store: true }
}

const fn plain(bank: &'static str, clean: &'static str, other: &'static str) -> Merchant {
    Merchant { bank, clean, other, has_store: false }
}

pub(crate) static COFFEE: [Merchant; 6] = [
    store("STARBUCKS STORE", "Starbucks", "SBX COFFEE SEATTLE"),
    plain("SQ *BLUE DOOR CAFE", "Blue Door Cafe", "BLUE DOOR SEATTLE WA"),
    plain("TST* DAILY BREW", "Daily Brew", "TOAST INC 8885550134"),
    store("CAFÉ OLÉ", "Café Olé", "CAFE OLE PARIS FR"),
    store("KETTLE & CRUMB", "Kettle & Crumb", "KETTLE CRUMB BAKERY"),
    plain("PAYPAL *BEANSTALK", "Beanstalk Coffee", "BEANSTALK ROASTERS"),
];

pub(crate) static GROCERIES: [Merchant; 6] = [
    store("TRADER JOES", "Trader Joe's", "TJ MARKET SEATTLE"),
    store("SAFEWAY", "Safeway", "SAFEWAY FUEL AND FOOD"),
    store("WHOLEFDS MKT", "Whole Foods Market", "WHOLE FOODS 98101"),
    store("GREENLEAF GROCER", "Greenleaf", "GREENLEAF FRESH FOODS"),
    store("HARVEST HALL", "Harvest Hall", "HH GROCERY OUTLET"),
    store("COSTCO WHSE", "Costco", "COSTCO WHOLESALE"),
];

pub(crate) static RESTAURANTS: [Merchant; 6] = [
    plain("TST* LANTERN NOODLE", "Lantern Noodle", "LANTERN NOODLE BAR"),
    plain("PIER 9 GRILL SEATTLE", "Pier 9 Grill", "PIER NINE RESTAURANT GROUP"),
    store("CASA OLMO", "Casa Olmo", "OLMO RESTAURANTES"),
    store("MCDONALD'S F", "McDonald's", "MCDONALDS RESTAURANT"),
    plain("SQ *FISH & CO", "Fish & Co", "FISHCO SEAFOOD"),
    plain("UEP*THAI GARDEN", "Thai Garden", "THAI GARDEN BELLEVUE"),
];

pub(crate) static FUEL: [Merchant; 3] = [
    store("SHELL OIL", "Shell", "SHELL SERVICE STATION"),
    store("CHEVRON", "Chevron", "CHEVRON CORP FUEL"),
    store("CROSSROADS FUEL", "Crossroads Fuel", "XRDS GAS"),
];

pub(crate) static SHOPS: [Merchant; 8] = [
    plain("AMZN MKTP US*2H4KX", "Amazon", "AMAZON.COM SEATTLE WA"),
    plain("AMAZON.COM*RT5PQ", "Amazon", "AMZN DIGITAL"),
    store("TARGET", "Target", "TARGET.COM 800-591"),
    plain("PAYPAL *STEAM GAMES", "Steam", "VALVE BELLEVUE"),
    store("TINKER HARDWARE", "Tinker Hardware", "TINKER TOOLS & HARDWARE"),
    plain("PAPER LANE BOOKS", "Paper Lane Books", "PAPER LANE SEATTLE"),
    store("CVS/PHARMACY", "CVS", "CVS PHARMACY RX"),
    plain("UBER TRIP HELP.UBER.COM", "Uber", "UBER BV AMSTERDAM"),
];

pub(crate) static FARES: [Merchant; 3] = [
    plain("METRO TRANSIT FARE", "Metro Transit", "KC METRO TAP"),
    plain("PARKRIGHT GARAGE", "ParkRight", "PARKRIGHT 4TH AVE"),
    plain("TOLL PLAZA SR520", "Good To Go Toll", "WSDOT GOODTOGO"),
];

pub(crate) static SUBSCRIPTIONS: [Merchant; 6] = [
    plain("NETFLIX.COM", "Netflix", "NETFLIX ENTERTAINMENT"),
    plain("SPOTIFY USA", "Spotify", "SPOTIFY STOCKHOLM"),
    plain("APPLE.COM/BILL", "Apple", "ITUNES STORE"),
    plain("IRONWOOD GYM MBR", "Ironwood Gym", "ABC FITNESS IRONWOOD"),
    plain("NYTIMES DIGITAL", "New York Times", "NYT SUBSCRIPTION"),
    plain("GOOGLE *ONE", "Google", "GOOGLE STORAGE"),
];

pub(crate) static UTILITIES: [Merchant; 4] = [
    plain("CITY LIGHT WEB PMT", "Seattle City Light", "CITY LIGHT ELECTRIC"),
    plain("COMCAST XFINITY", "Xfinity", "COMCAST CABLE"),
    plain("PUGET GAS AUTOPAY", "Puget Gas", "PUGET ENERGY"),
    plain("TMOBILE AUTO PAY", "T-Mobile", "TMOBILE POSTPAID"),
];

pub(crate) static EMPLOYERS: [Merchant; 4] = [
    plain("BRIGHTWATER SUPPLY PAYROLL PPD", "Brightwater Supply", "DIR DEP BRIGHTWATER"),
    plain("HALCYON LABS DES:PAYROLL", "Halcyon Labs", "HALCYON SALARY"),
    plain("CASCADE SCHOOL DIST DIRECT DEP", "Cascade School District", "CASCADE SCHOOLS PAY"),
    plain("GIG PAYOUT STRIPE TRANSFER", "Stripe", "STRIPE PAYMENTS CO"),
];

pub(crate) static LANDLORDS: [Merchant; 2] = [
    plain("OAKHAVEN PROPERTIES WEB PMT", "Oakhaven Properties", "RENT OAKHAVEN"),
    plain("ZELLE TO MERIDIAN HOMES", "Meridian Homes", "MERIDIAN HOMES RENT"),
];

pub(crate) static FRIENDS: [Merchant; 4] = [
    plain("VENMO PAYMENT 1029384", "Venmo", "VENMO CASHOUT"),
    plain("ZELLE FROM NINA ROSSI", "Nina Rossi", "P2P NINA ROSSI"),
    plain("ZELLE TO OMAR BROWN", "Omar Brown", "P2P OMAR BROWN"),
    plain("CASH APP*SAM LEE", "Cash App", "SQC*CASHAPP"),
];

pub(crate) static CASH: Merchant = store("ATM WITHDRAWAL", "Cash", "CASHPOINT 4TH AVE");
pub(crate) static CHECK: Merchant = store("CHECK", "Check paid", "CHQ");
pub(crate) static FEE: Merchant = plain("MONTHLY SERVICE FEE", "Service fee", "ACCT MAINTENANCE CHG");
pub(crate) static INTEREST: Merchant = plain("INTEREST PAYMENT", "Interest", "INT EARNED");
pub(crate) static FINANCE_CHARGE: Merchant = plain("INTEREST CHARGED", "Interest charge", "FINANCE CHG");
pub(crate) static TO_SAVINGS: Merchant =
    plain("ONLINE TRANSFER TO SAV", "Transfer to savings", "XFER SAVINGS");
pub(crate) static FROM_CHECKING: Merchant =
    plain("ONLINE TRANSFER FROM CHK", "Transfer from checking", "XFER CHECKING");
pub(crate) static CARD_PAYMENT: Merchant =
    plain("CARDMEMBER SERV WEB PYMT", "Credit card payment", "AUTOPAY CARD");
pub(crate) static THANK_YOU: Merchant = plain("PAYMENT THANK YOU", "Payment", "PAYMENT RECEIVED");
pub(crate) static LOAN_PAYMENT: Merchant = plain("AUTO LOAN PMT", "Loan payment", "VEHICLE FINANCE PMT");
