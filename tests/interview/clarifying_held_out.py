"""Clarifying questions as candidates might ask them: the half that the matching was never tuned on."""

COVERED: dict[str, dict[str, tuple[str, ...]]] = {
    "charger-count": {
        "purpose": (
            "Why does the company want to do this in the first place?",
            "What would count as success for the directors?",
            "How quickly must the investment pay for itself?",
        ),
        "store-traffic": (
            "How busy are the parking lots?",
            "Can we group the shops by size?",
            "How many vehicles arrive on a normal day?",
        ),
        "electric-share": (
            "How many EVs are there among the cars of shoppers?",
            "What is the adoption of electric vehicles and how is it changing?",
            "Do we expect many more battery cars in two years?",
        ),
        "visit-length": (
            "How much time does someone spend shopping?",
            "What is the utilisation of the chargers that are there already?",
            "How many kWh would a driver get while buying groceries?",
        ),
        "fast-trial": (
            "Have we run any experiment with rapid charging?",
            "Is there evidence that charging makes people come more often?",
            "What fraction of EV owners use a charger when there is one?",
        ),
        "electrical-supply": (
            "What capacity does the electricity network give us at each location?",
            "Would we have to upgrade the connection?",
            "Are there technical constraints such as amperage?",
        ),
        "costs": (
            "How much capex is it per unit?",
            "At which price do we sell a kWh?",
            "What is the profit on the electricity?",
        ),
        "rival-plans": (
            "Are other grocers building charging too?",
            "How does our offer compare with the competition's?",
            "What has Mercadona announced?",
        ),
    },
    "claims-drafts": {
        "handler-work": (
            "How large is the department that works on claims?",
            "What is the monthly volume?",
            "How is the working time of a handler split across tasks?",
        ),
        "where-days-go": (
            "What part of the three weeks is waiting?",
            "Where is the bottleneck?",
            "Can I get the cycle time step by step?",
        ),
        "documents": (
            "What paperwork do we ask people for, and do they get it right?",
            "How many submissions are incomplete?",
            "Why do we have to go back to the customer?",
        ),
        "refusals": (
            "What percentage gets rejected?",
            "How often does a denial end in a complaint or in court?",
            "What happens when we get one wrong, in money?",
        ),
        "rules": (
            "What are the regulatory constraints?",
            "How many days does the law give us?",
            "May a machine decide by itself legally?",
        ),
        "vendor-trial": (
            "Is there a proof of concept, and what was the result?",
            "What would the software cost us?",
            "Were the handlers happy with the generated text?",
        ),
        "cost-of-delay": (
            "What would it be worth to answer sooner?",
            "Does a slow answer affect churn?",
            "Do we have to give them a replacement vehicle meanwhile?",
        ),
        "rival": (
            "Is the competition already using AI for this?",
            "Where does this idea come from, why is management pushing it?",
            "What do other insurance companies do?",
        ),
    },
    "nurse-language-app": {
        "pass-rates": (
            "How successful are our users in the test?",
            "Do nurses with a contract in hand do better?",
            "How many months of study are needed to reach B2?",
        ),
        "sales-cycle": (
            "How long would it take to close a deal with a clinic?",
            "Do we have any enterprise customers already?",
            "Who signs off on such a contract?",
        ),
        "cash": (
            "For how many months can we survive?",
            "What is the burn rate?",
            "Could we raise another round?",
        ),
        "nurse-economics": (
            "What is the customer lifetime value in the consumer business?",
            "What is our CAC?",
            "When do subscribers churn?",
        ),
        "who-pays-today": (
            "How does international recruiting work financially at present?",
            "What do agencies get for placing someone?",
            "Who takes the risk if she fails the exam?",
        ),
        "hospital-terms": (
            "How much would a clinic be willing to pay?",
            "What does a vacancy cost them?",
            "Did the employers mention a budget?",
        ),
        "free-tutor": (
            "Are there free substitutes such as ChatGPT?",
            "Who do we compete with?",
            "Have renewals suffered recently?",
        ),
        "downloads": (
            "How many people have installed it?",
            "What is our star rating?",
            "How strong is our brand among nurses?",
        ),
    },
}

UNCOVERED: dict[str, tuple[str, ...]] = {
    "charger-count": (
        "What share of shoppers pays by card?",
        "How many employees work in a store?",
        "Are there government subsidies?",
        "Do we own the land or rent it?",
        "What does the loyalty programme cost?",
        "Could we put solar panels on the roof?",
        "What is the chain's total revenue?",
    ),
    "claims-drafts": (
        "How many cars does an average customer insure?",
        "Which programming language is the claims system written in?",
        "What is our market share in Brazil?",
        "How much fraud do we have?",
        "Do we plan to insure motorcycles?",
        "What is the average premium?",
        "Do we have the customer's e-mail address?",
    ),
    "nurse-language-app": (
        "How many nurses does Germany lack?",
        "Which languages other than German could we teach?",
        "How old are the users on average?",
        "How many engineers do we have?",
        "What does the visa process look like?",
        "Does the app work offline?",
        "How much do nurses earn in the Philippines?",
    ),
}

SMALL_TALK = (
    "How are you today?",
    "Is it fine if I take notes?",
    "Great, I will go on then.",
    "May I share my screen?",
    "Good question.",
    "Does that make sense so far?",
    "That is interesting.",
    "Give me a moment to collect my thoughts.",
)
