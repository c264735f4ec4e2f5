"""The tables of the timeline, and what each kind of happening is called there."""

from crm.projections.writer import Table
from domain.colleague import Colleague
from domain.engagement import Engagement
from domain.network import Network
from domain.partner import Partner
from domain.project import Project
from domain.unit import Unit

HAPPENING = Table(
    "happening",
    {
        "subject": "uuid NOT NULL",
        "position": "bigint NOT NULL",
        "kind": "text NOT NULL",
        "on_day": "date",
        "day": "text",
        "activity": "uuid",
        "data": "jsonb NOT NULL",
        "said_by": "uuid NOT NULL",
        "said_in": "bigint NOT NULL",
        "recorded": "tstzrange NOT NULL",
    },
    "PRIMARY KEY (subject, position, kind)",
    ("CREATE INDEX happening_said ON happening (said_by, said_in)",),
)
ACTIVITY_DAY = Table(
    "activity_day",
    {
        "activity": "uuid NOT NULL",
        "starts_on": "date",
        "starts": "text",
        "recorded": "tstzrange NOT NULL",
        "position": "bigint NOT NULL",
    },
    "PRIMARY KEY (activity, position)",
)

KINDS: dict[type, str] = {
    Project.Extended: "extended",
    Project.PeriodCorrected: "period_corrected",
    Engagement.Rescheduled: "rescheduled",
    Engagement.DaysCorrected: "period_corrected",
    Partner.Created: "registered",
    Unit.Created: "opened",
    Colleague.Created: "welcomed",
    Network.Created: "founded",
    Partner.BeginningCorrected: "registered",
    Unit.BeginningCorrected: "opened",
    Colleague.BeginningCorrected: "welcomed",
    Network.BeginningCorrected: "founded",
    Project.Started: "started",
    Project.Completed: "completed",
    Project.Cancelled: "cancelled",
    Unit.Closed: "closed",
    Colleague.Left: "left_us",
    Network.Dissolved: "dissolved",
}

DAYS: dict[type, str] = {
    Project.Started: "started_on",
    Project.Completed: "completed_on",
    Project.Cancelled: "cancelled_on",
    Unit.Closed: "closed_on",
    Colleague.Left: "left_on",
    Network.Dissolved: "dissolved_on",
}
