"""crm user"""

from uuid import UUID

import click

from crm.application import CRM
from crm.cli.acting import actor
from crm.cli.output import as_json, say, table
from crm.log import Origin
from crm.opening import opened, set_up
from crm.settings import Settings
from crm.signing_in.holders import Holder, holder_named, holders
from crm.signing_in.invitations import DAYS, invite
from crm.signing_in.secrets import new_token
from domain.account import Role, Standing
from domain.refusal import NotFound

ROLES = [role.value for role in Role]
as_role = click.option(
    "--role", type=click.Choice(ROLES), default="administrator", show_default=True
)
of_project = click.option("--project", type=click.UUID, help="The one project a guest sees.")


@click.group()
def user() -> None:
    """Say who may sign in."""


@user.command("add", epilog="Example: crm user add aino@example.org --name 'Aino Laine'")
@click.argument("email")
@click.option("--name", required=True, help="What the pages call them.")
@as_role
@of_project
@click.option("--colleague", type=click.UUID, help="The colleague that they are.")
@click.pass_obj
def add(
    settings: Settings,
    email: str,
    name: str,
    role: str,
    project: UUID | None,
    colleague: UUID | None,
) -> None:
    """Open an account for EMAIL, and print the link under which they choose a password."""
    with opened(settings) as crm:
        set_up(crm)
        standing = Standing(Role(role), project)
        receipt = crm.open_account(email, name, standing, colleague, origin=_origin())
        _print_link(settings, invite(crm.database, receipt.subject_id))


@user.command("invite", epilog="Example: crm user invite aino@example.org")
@click.argument("email")
@click.option(
    "--anew", is_flag=True, help="End all that they sign in with, for a lost phone or key."
)
@click.pass_obj
def invite_(settings: Settings, email: str, *, anew: bool) -> None:
    """Print a new link for EMAIL, who forgot the password; the second factor stays as it is.

    With --anew, all that they sign in with ends once the link is used, the second factor too: make
    sure that it is they who ask. The history tells of it.
    """
    with opened(settings) as crm:
        found = _named(crm, email).account_id
        if anew:
            token = new_token()
            crm.allow_new_beginning(found, token, origin=_origin())
        else:
            token = invite(crm.database, found)
        _print_link(settings, token)


@user.command("role", epilog="Example: crm user role aino@example.org --role coordinator")
@click.argument("email")
@as_role
@of_project
@click.pass_obj
def role_(settings: Settings, email: str, role: str, project: UUID | None) -> None:
    """Give EMAIL another role."""
    with opened(settings) as crm:
        standing = Standing(Role(role), project)
        crm.give_account_role(_named(crm, email).account_id, standing, origin=_origin())


@user.command("close", epilog="Example: crm user close aino@example.org")
@click.argument("email")
@click.pass_obj
def close(settings: Settings, email: str) -> None:
    """Let EMAIL sign in no longer, and sign them out everywhere."""
    with opened(settings) as crm:
        crm.close_account(_named(crm, email).account_id, origin=_origin())


@user.command("list", epilog="Example: crm user list --json")
@as_json
@click.pass_obj
def list_(settings: Settings, *, json_: bool) -> None:
    """List everybody with an account."""
    with opened(settings) as crm:
        found = holders(crm.database)
    if json_:
        say([_told(one) for one in found])
    else:
        rows = [list(_told(one).values())[1:] for one in found]
        table(["e-mail", "name", "role", "state"], rows)


def _told(one: Holder) -> dict[str, str]:
    state = "closed" if one.closed else "in use" if one.signs_in else "invited"
    return {
        "id": str(one.account_id),
        "login": one.login,
        "name": one.name,
        "role": one.role,
        "state": state,
    }


def _named(crm: CRM, email: str) -> Holder:
    found = holder_named(crm.database, email)
    if not found:
        raise NotFound("account", email)
    return found


def _print_link(settings: Settings, token: str) -> None:
    click.echo(f"{settings.url}/invitation/{token}")
    click.echo(f"Send this link to them alone. It works once, within {DAYS} days.", err=True)


def _origin() -> Origin:
    return Origin(actor(), "job")
