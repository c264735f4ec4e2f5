"""Wrong commands, told in the reader's language: what is wrong where, and the way out."""

import click

from crm.language import gettext as _


class Told(click.UsageError):
    """A usage error whose message is in the reader's language by now."""


def told(error: click.ClickException) -> str:
    """Return what a wrong command is told."""
    why = _why(error)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if not context:
        return why
    more = _("Help: %(command)s") % {"command": f"{context.command_path} --help"}
    return f"{why}\n{more}"


def _why(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return _no_such_option(error)
    if isinstance(error, click.NoSuchCommand):
        return _("There is no command “%(name)s”.") % {"name": error.command_name}
    if isinstance(error, click.MissingParameter):
        return _("%(name)s is missing. Add it to the command.") % {"name": _name(error)}
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if isinstance(error, click.BadOptionUsage):
        return _bad_usage(error)
    if isinstance(error, click.UsageError) and not isinstance(error, Told):
        return _("The command has more words than it takes. Put those with spaces in quotes.")
    return error.format_message()


def _no_such_option(error: click.NoSuchOption) -> str:
    said = _("There is no option %(name)s.") % {"name": error.option_name}
    if alike := sorted(error.possibilities or ()):
        said += " " + _("Did you mean %(name)s?") % {"name": ", ".join(alike)}
    return said


def _bad_value(error: click.BadParameter) -> str:
    name, kind = _name(error), error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        choices = ", ".join(map(str, kind.choices))
        return _("%(name)s takes one of these: %(choices)s.") % {"name": name, "choices": choices}
    if isinstance(kind, click.Path) and not kind.file_okay:
        return _(
            "%(name)s names no folder that can be used: it isn't there, or is a file. "
            "Check how it is written."
        ) % {"name": name}
    if isinstance(kind, click.Path):
        return _(
            "%(name)s names no file that can be used: it isn't there, or is a folder. "
            "Check how it is written."
        ) % {"name": name}
    if isinstance(kind, click.types.IntParamType):
        return _("%(name)s takes a whole number.") % {"name": name}
    if isinstance(kind, click.types.UUIDParameterType):
        return _("%(name)s takes an id, such as 8f14e45f-ceea-467f-a8d6-9b2f3c1d7e50.") % {
            "name": name
        }
    return f"{name}: {error.message}" if name else error.message


def _bad_usage(error: click.BadOptionUsage) -> str:
    # click raises the same for a value too many and one too few, and differs in words only.
    if "not take a value" in error.message:
        return _("%(name)s takes no value. Write it alone.") % {"name": error.option_name}
    return _("%(name)s needs a value. Write it after the option.") % {"name": error.option_name}


def _name(error: click.BadParameter) -> str:
    """Return what a parameter is called: an option as it is written, an argument in capitals."""
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    called = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
    return called.removesuffix("...").strip("[]")
