"""A person's connection to a bank: begun, waited for, answered, with nothing but the SDK."""
from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import mx_platform_python as mx

from sdk import Sdk

SETTLE_SECONDS_MAX = 60
POLL_SECONDS = 0.1
# MX calls these transient: the run is still on its way.
TRANSIENT = frozenset({"CREATED", "UPDATED", "RESUMED", "DELAYED"})

T = TypeVar("T")


def eventually(read: Callable[[], T], good: Callable[[T], bool], seconds_max: float = SETTLE_SECONDS_MAX) -> T:
    """Reads until the value is good; a hub that never gets there fails with what it said last."""
    deadline = time.monotonic() + seconds_max
    while not good(value := read()):
        assert time.monotonic() < deadline, f"not within {seconds_max} s, last seen: {value}"
        time.sleep(POLL_SECONDS)
    return value


def login_form(sdk: Sdk, institution: str = "mxbank") -> dict[str, str]:
    """The guids of an institution's login fields, by the name of the field."""
    fields = sdk.institutions.list_institution_credentials(institution).credentials
    return {field.field_name: field.guid for field in fields}


def typed(sdk: Sdk, login: str, password: str, institution: str = "mxbank") -> list[mx.CredentialRequest]:
    """What a person types into the login form."""
    form = login_form(sdk, institution)
    return [
        mx.CredentialRequest(guid=form["LOGIN"], value=login),
        mx.CredentialRequest(guid=form["PASSWORD"], value=password),
    ]


def member_body(credentials: list[mx.CredentialRequest], institution: str = "mxbank", **fields: Any) -> mx.MemberCreateRequestBody:
    """The body that creates a member."""
    return mx.MemberCreateRequestBody(
        member=mx.MemberCreateRequest(institution_code=institution, credentials=credentials, **fields)
    )


def resume_body(answers: list[tuple[str, str]]) -> mx.MemberResumeRequestBody:
    """The body that answers challenges, from pairs of a challenge's guid and the answer."""
    credentials = [mx.CredentialRequest(guid=guid, value=value) for guid, value in answers]
    return mx.MemberResumeRequestBody(member=mx.MemberResumeRequest(challenges=credentials))


@dataclass(frozen=True)
class Connection:
    """One member of one user."""

    sdk: Sdk
    user: str
    guid: str
    login: str

    @classmethod
    def begin(cls, sdk: Sdk, user: str, login: str, password: str, **fields: Any) -> Connection:
        """Creates the member; its first run goes on behind."""
        body = member_body(typed(sdk, login, password), **fields)
        return cls(sdk, user, sdk.members.create_member(user, body).member.guid, login)

    def status(self) -> mx.MemberStatusResponse:
        return self.sdk.members.read_member_status(self.guid, self.user).member

    def read(self) -> mx.MemberResponse:
        return self.sdk.members.read_member(self.guid, self.user).member

    def settled(self) -> mx.MemberStatusResponse:
        """Waits until the bank asks something or the run has ended."""
        return eventually(self.status, _has_settled)

    def ended(self) -> mx.MemberStatusResponse:
        """Waits until the run has ended, also through a question that is answered elsewhere."""
        return eventually(self.status, lambda seen: seen.connection_status not in TRANSIENT and not seen.is_being_aggregated)

    def challenges(self) -> list[mx.ChallengeResponse]:
        """The open questions; there must be some."""
        seen = self.settled()
        assert seen.connection_status == "CHALLENGED", seen.connection_status
        assert seen.challenges
        return seen.challenges

    def answer(self, *values: str) -> mx.MemberStatusResponse:
        """Answers the open questions in their order and waits for what comes of it."""
        asked = self.challenges()
        assert len(asked) == len(values)
        self.resume([(challenge.guid, value) for challenge, value in zip(asked, values)])
        return self.settled()

    def resume(self, answers: list[tuple[str, str]]) -> mx.MemberResponse:
        """Sends answers without waiting."""
        return self.sdk.members.resume_aggregation(self.guid, self.user, resume_body(answers)).member

    def retype(self, password: str) -> mx.MemberStatusResponse:
        """Types the same login with another password and waits for what comes of it."""
        update = mx.MemberUpdateRequest(credentials=typed(self.sdk, self.login, password))
        self.sdk.members.update_member(self.guid, self.user, mx.MemberUpdateRequestBody(member=update))
        return self.settled()


def _has_settled(seen: mx.MemberStatusResponse) -> bool:
    if seen.connection_status == "CHALLENGED":
        return True
    return seen.connection_status not in TRANSIENT and not seen.is_being_aggregated
