"""How templates are compiled: Jinja's own way, with less done for each thing that is shown.

A page shows about a thousand things. Jinja makes each a Markup, though all are joined right away,
and looks at every function it calls whether it wants the context, though hardly any does.
"""

from types import FunctionType, MethodType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from crm.language import current, gettext

try:
    from markupsafe._speedups import _escape_inner as escaped
except ImportError:
    from markupsafe._native import _escape_inner as escaped

TEXTS = {"_", "gettext"}
PLAIN = FunctionType, MethodType


class Generator(CodeGenerator):
    """Writes the Python code of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Let the code know the functions of this module."""
        super().visit_Template(node, frame)
        self.writeline("from web.compiling import called, shown, text")

    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Write a call; nothing that our templates call looks at the variables of a loop."""
        if _is_text(node):
            self.write("text(")
            self.visit(node.args[0], frame)
        else:
            self.write("called(context, ")
            self.visit(node.node, frame)
            self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def _output_child_pre(self, _node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        assert frame.eval_ctx.autoescape
        assert not frame.eval_ctx.volatile
        assert finalize.src is None
        self.write("shown(")


def _is_text(node: nodes.Call) -> bool:
    """Say whether a call asks for a text in the reader's language, with nothing to fill in."""
    return (
        isinstance(node.node, nodes.Name)
        and node.node.name in TEXTS
        and len(node.args) == 1
        and isinstance(node.args[0], nodes.Const)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    )


def shown(value: Any) -> str:
    """Write a value as HTML."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    return value if kind is Markup else escape(value)


def called(context: Context, what: Any, /, *args: Any, **kwargs: Any) -> Any:
    """Call a macro or a function, with the context if it wants that."""
    if type(what) is Macro:
        return what(context.eval_ctx, *args, **kwargs)
    if isinstance(what, PLAIN) and not hasattr(what, "jinja_pass_arg"):
        return what(*args, **kwargs)
    return context.call(what, *args, **kwargs)


def text(message: str) -> Markup:
    """Return a text in the reader's language."""
    language = current.get()
    return _texts.get((language, message)) or _texts.setdefault(
        (language, message),
        Markup(gettext(message)) % {},  # noqa: S704 - our own words
    )


_texts: dict[tuple[str, str], Markup] = {}
