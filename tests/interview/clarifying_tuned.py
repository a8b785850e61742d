"""Clarifying questions as candidates might ask them: the half on which the matching was tuned."""

COVERED: dict[str, dict[str, tuple[str, ...]]] = {
    "first-rides-down": {
        "how-counted": (
            "What precisely do you mean by a first ride?",
            "Is it possible that the data is wrong, for instance an instrumentation bug?",
            "14 percent relative to what? What period are you comparing with?",
        ),
        "steps-to-ride": (
            "At which step between installing the app and riding do we lose them?",
            "Have registrations gone down too, or only rides?",
            "Of those who open an account, how many actually get on a scooter?",
        ),
        "by-city": (
            "Is İzmir hit as hard as İstanbul?",
            "Could you segment this geographically for me?",
            "Is it concentrated in one place?",
        ),
        "who-rides": (
            "Do holidaymakers and people who live there show the same pattern?",
            "Any difference by nationality of the user?",
            "Which customer segment is behind the decline?",
        ),
        "changes": (
            "What did we ship around that date?",
            "Apart from the price, did we do anything different in late September?",
            "Did people who already use us ride less after we raised the price?",
        ),
        "account-approval": (
            "Walk me through the KYC process please",
            "How quickly do we clear a foreigner's papers?",
            "Is there a backlog of ID documents waiting for review?",
        ),
        "city-conditions": (
            "What are the regulator's rules in Antalya?",
            "By when are we obliged to check who someone is?",
            "Could we lose our licence if we let people ride first?",
        ),
        "weather": (
            "Has there been a lot of rain?",
            "Was it colder than in a normal October?",
            "Are there seasonal effects from temperature or storms?",
        ),
    },
    "grocery-substitutions": {
        "missing-rate": (
            "Roughly what percentage of baskets has something we couldn't find?",
            "What is the weekly volume we are talking about?",
            "How common are swaps?",
        ),
        "where-missing": (
            "Are some product groups worse than others?",
            "Does it happen mostly in the evening?",
            "Is one supermarket responsible for most of it?",
        ),
        "stock-source": (
            "How fresh is the inventory information customers see when they shop?",
            "When an employee reports that something is gone, does the app stop selling it?",
            "Where do we get the stock levels from?",
        ),
        "reorders": (
            "Do people churn after getting a bad replacement?",
            "How does loyalty compare between those who got everything and those who did not?",
            "Is a refund worse for us than a swap in terms of customers returning?",
        ),
        "picker-work": (
            "What KPI do the people in the aisles have?",
            "Are the staff who collect the goods paid by speed?",
            "Could it be that the item is there and the picker just doesn't look for it?",
        ),
        "live-feed": (
            "Would the supermarket chains give us an API to their systems?",
            "Is real time data possible?",
            "How open are our retail partners to a technical integration?",
        ),
        "order-money": (
            "What's the profit per delivery?",
            "How much do refunds and support set us back?",
            "What is the lifetime value of a shopper?",
        ),
        "prototype": (
            "Did the designers already explore any solutions?",
            "How do rival services let shoppers pick an alternative?",
            "How many people tell us beforehand what they would accept instead?",
        ),
    },
    "free-payroll": {
        "who-runs-payroll": (
            "Who is the buyer in a typical client company?",
            "Is it the business owner or somebody external who works with the tool?",
            "How important are bookkeepers as a channel?",
        ),
        "jalisco-trial": (
            "Did they run a pilot somewhere already?",
            "How many clients did we lose where they have offered it so far?",
            "Is there data on switching behaviour?",
        ),
        "bank-overlap": (
            "How much of our customer base has an account with them?",
            "What fraction of our firms would be eligible?",
            "How many of our clients are also Banco Mayor clients?",
        ),
        "price-and-cost": (
            "What is our ARPU?",
            "How profitable is a typical account?",
            "How expensive is customer support for the different segments?",
        ),
        "bank-motive": (
            "What's in it for the bank?",
            "Is there a catch, do firms have to move their money there?",
            "How do they plan to finance a free product?",
        ),
        "bank-product": (
            "Is their software as complete as what we sell?",
            "Which features does their solution lack?",
            "What is coming on their roadmap?",
        ),
        "horizonte-offer": (
            "Are there other financial institutions interested in working with us?",
            "Has somebody proposed a white label deal?",
            "Would a competitor of Banco Mayor distribute our product?",
        ),
        "app-ratings": (
            "How many stars does our mobile app have?",
            "What do people write in the Play Store?",
            "Is the bank's mobile app any good according to users?",
        ),
    },
}

UNCOVERED: dict[str, tuple[str, ...]] = {
    "first-rides-down": (
        "How much do we spend on marketing each month?",
        "How many scooters do we have in the fleet?",
        "Have competitors launched in our markets?",
        "What does the battery of a scooter cost?",
        "How large is the engineering team?",
        "What is our NPS?",
        "How many rides end with an accident?",
    ),
    "grocery-substitutions": (
        "How old are our customers?",
        "What is the company's strategy for the next three years?",
        "How many cities do we want to open next year?",
        "What does the delivery fee cost the customer?",
        "Which tech stack is the app built on?",
        "How long does a van take from the shop to the door?",
        "Are drivers employees or freelancers?",
    ),
    "free-payroll": (
        "How many employees does the bank have?",
        "What is our engineering velocity?",
        "Do we plan to expand to Colombia?",
        "How much cash do we have?",
        "What is the employee turnover in our support team?",
        "Who are our other competitors?",
        "What does the law say about electronic payslips?",
    ),
}

SMALL_TALK = (
    "Hello, nice to meet you.",
    "Thank you, that helps a lot.",
    "Could you repeat the question, please?",
    "Can I have a minute to think?",
    "OK.",
    "Let me structure my answer.",
    "I would like to start with the goal.",
    "Sorry, I lost my thread.",
)
