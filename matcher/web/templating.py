"""How Jinja works for us: as it always does, without the detours of a page's every value."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import FunctionType, MethodType
from typing import Any

from flask.templating import Environment
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape


class PageContext(Context):
    """Jinja's context, which calls macros, functions and methods without asking what they want.

    Jinja asks that in five steps of whatever a template calls, and a page of results makes three
    hundred calls. What a function wants is written on it: one with nothing on it wants nothing.
    """

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Any]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002, ARG002  Jinja's own name; see below
    ) -> None:
        """Begin a template; all of ours have the same globals, so no import has to compare them."""
        super().__init__(environment, parent, name, blocks)

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind is MethodType:
            if called.__func__.__dict__:
                return super().call(called, *args, **kwargs)
        elif kind is not FunctionType or called.__dict__:
            return super().call(called, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


def written(value: Any) -> str:
    """Return a value as it is put between the tags of a page: words escaped, markup as it is."""
    return value if type(value) is Markup else escape(value)


class PageCode(CodeGenerator):
    """Jinja's compiler, which does not wrap anew what is markup already: most of a page is."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)


class PageEnvironment(Environment):
    """Jinja as every page is written with it."""

    context_class = PageContext
    code_generator_class = PageCode
    written = staticmethod(written)
