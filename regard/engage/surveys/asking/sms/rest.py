"""The gateway of text messages over REST, and how long a text is."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from regard.engage.surveys.asking.sms.counting import count
from regard.engage.surveys.asking.sms.gateways import GatewaySettings, find_gateway, save_gateway
from regard.foundation.rest.api import Schema, who

router = Router(tags=["contacts"])
Line = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
Short = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]


class GatewayChange(Schema):
    """How text messages leave: one HTTP request each."""

    url: Line = Field(description="Over https; a machine of your own has to be named in REGARD_INTERNAL_HOSTS.")
    style: Literal["json", "form"] = "json"
    headers: dict[Short, Line] = Field(
        default={"Authorization": "Bearer {secret}"}, max_length=20, description="{secret} stands for the secret."
    )
    body: dict[Short, Any] = Field(
        default={"to": "{to}", "text": "{text}", "from": "{sender}"},
        description="With {to}, {text}, {sender}, {id} (ours) and {secret} anywhere in its texts.",
    )
    sender: Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")] = ""
    ref_path: Short = Field("id", description="Where the answer names the message, as messages.0.id.")
    signing: Short = Field("standard", description="How callbacks are signed, as webhooks are.")
    fields: dict[Literal["ref", "state", "from", "text"], Short] = Field(
        default={}, description="Where callbacks say what."
    )
    is_on: bool = True
    secret: Line | None = Field(None, description="Left out, the one there is stays.")
    callback_secret: Line | None = None


class GatewayOut(Schema):
    """The gateway as it is. Secrets are never shown."""

    url: str
    style: Literal["json", "form"]
    headers: dict[str, str]
    body: dict[str, Any]
    sender: str
    ref_path: str
    signing: str
    fields: dict[str, str]
    is_on: bool
    has_secret: bool
    has_callback_secret: bool


class GatewayFound(Schema):
    """The gateway, null where none is set up."""

    gateway: GatewayOut | None


class TextToCount(Schema):
    """A text message."""

    text: Annotated[str, Field(max_length=2_000)]


class CountedText(Schema):
    """How many parts it is sent in, and what keeps it from being packed."""

    encoding: Literal["gsm7", "ucs2"]
    units: int
    parts: int
    left: int
    culprits: str


@router.get("/contacts/gateway", response=GatewayFound)
def get_sms_gateway(request: HttpRequest) -> dict[str, Any]:
    """The gateway that text messages leave by."""
    return {"gateway": find_gateway()}


@router.put("/contacts/gateway", response=GatewayFound)
def put_sms_gateway(request: HttpRequest, wanted: GatewayChange) -> dict[str, Any]:
    """Set the gateway up, or change it."""
    save_gateway(wanted=GatewaySettings(**wanted.dict()), by=who(request=request))
    return {"gateway": find_gateway()}


@router.get("/contacts/text-length", response=CountedText)
def count_sms_text(request: HttpRequest, query: Query[TextToCount]) -> Any:
    """How many text messages a text takes."""
    return count(query.text)
