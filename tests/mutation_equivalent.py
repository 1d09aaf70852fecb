"""Mutants that cannot differ from the code that they change, and the rule by which that is certain.

A mutant that does the same as the code is no fault, so no test can find it. Each rule here proves it from the two texts
alone. A mutant that only seems to be the same stands in `mutation_survivors.txt`, with the reason.
"""

import ast
import builtins
import copy
import enum
import importlib
import operator
from collections.abc import Callable
from types import CodeType
from typing import Final, NamedTuple

_OPERATORS: Final[dict[type[ast.cmpop], Callable[[object, object], bool]]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}
#: The operators that ask the same of two values of which one is equal to itself alone.
_SAME: Final = ({ast.Is, ast.Eq}, {ast.IsNot, ast.NotEq})
_UNKNOWN: Final = object()


class Comparison(NamedTuple):
    """One comparison of a chain, with its operator before and after."""

    left: ast.expr
    right: ast.expr
    before: type[ast.cmpop]
    after: type[ast.cmpop]


def equivalent(before: str, after: str, module: str) -> str | None:
    """The rule by which two texts of a module do the same; None where no rule says so."""
    old, new = ast.parse(before), ast.parse(after)
    if _same_code(compile(old, module, "exec"), compile(new, module, "exec")):
        return "both compile to the same code"
    changed = _changed(old, new)
    if changed is None:
        return None
    if {changed.before, changed.after} in _SAME:
        if any(_is_one_of_a_kind(side, old, module) for side in (changed.left, changed.right)):
            return "only the value itself is equal to it, so == and `is` ask the same"
        return None
    return _rule_of_lengths(changed)


def _same_code(old: CodeType, new: CodeType) -> bool:
    """Whether two codes have the same instructions on the same values, wherever they stand on a line."""
    parts = ("co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars", "co_exceptiontable")
    return (
        all(getattr(old, part) == getattr(new, part) for part in parts)
        and len(old.co_consts) == len(new.co_consts)
        and all(_same_constant(one, other) for one, other in zip(old.co_consts, new.co_consts, strict=True))
    )


def _same_constant(one: object, other: object) -> bool:
    if isinstance(one, CodeType) and isinstance(other, CodeType):
        return _same_code(one, other)
    return type(one) is type(other) and repr(one) == repr(other)


def _changed(old: ast.AST, new: ast.AST) -> Comparison | None:
    """The one comparison whose operator differs between two trees; None where something else does."""
    found = []
    for one, other in zip(ast.walk(old), ast.walk(new), strict=False):
        if type(one) is not type(other):
            continue
        if isinstance(one, ast.Compare) and isinstance(other, ast.Compare):
            sides = [one.left, *one.comparators]
            found += [
                Comparison(sides[place], sides[place + 1], type(was), type(now))
                for place, (was, now) in enumerate(zip(one.ops, other.ops, strict=False))
                if type(was) is not type(now)
            ]
    return found[0] if len(found) == 1 and _without_operators(old) == _without_operators(new) else None


def _without_operators(tree: ast.AST) -> str:
    """A tree as text, the operators of comparisons apart."""
    bare = copy.deepcopy(tree)
    for node in ast.walk(bare):
        if isinstance(node, ast.Compare):
            node.ops = []
    return ast.dump(bare)


def _is_one_of_a_kind(side: ast.expr, tree: ast.AST, module: str) -> bool:
    """Whether no other value is equal to that of a side: None, a truth value's kind, a type, a member of an enum.

    A member of one of our enums is a text as well. No plain text stands beside it: the fields of values are checked.
    """
    if isinstance(side, ast.Call):
        return isinstance(side.func, ast.Name) and side.func.id == "type" and "type" not in _bound(tree)
    found = _value(side, tree, module)
    return found is None or isinstance(found, type | enum.Enum)


def _value(side: ast.expr, tree: ast.AST, module: str) -> object:
    """The value of None, a name or a dotted name of a module; `_UNKNOWN` where it is bound in a function."""
    if isinstance(side, ast.Constant) and side.value is None:
        return None
    root, names = side, []
    while isinstance(root, ast.Attribute):
        names.append(root.attr)
        root = root.value
    if not isinstance(root, ast.Name) or root.id in _bound(tree):
        return _UNKNOWN
    try:
        found = getattr(importlib.import_module(module), root.id, None) or getattr(builtins, root.id)
        for name in reversed(names):
            found = getattr(found, name)
    except (ImportError, AttributeError):
        return _UNKNOWN
    return found


def _bound(tree: ast.AST) -> set[str]:
    """The names that the functions of a module bind: their arguments and what they assign."""
    return {
        name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if (name := _binding(node)) is not None
    }


def _binding(node: ast.AST) -> str | None:
    if isinstance(node, ast.arg):
        return node.arg
    return node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else None


def _rule_of_lengths(changed: Comparison) -> str | None:
    """Rules on `len(...)`, which is a whole number and never below nought."""
    before, after = _OPERATORS.get(changed.before), _OPERATORS.get(changed.after)
    if before is None or after is None or not {changed.before, changed.after}.isdisjoint({ast.Is, ast.IsNot}):
        return None
    left, right = _measured(changed.left), _measured(changed.right)
    if left is not None and isinstance(changed.right, ast.Constant) and type(changed.right.value) is int:
        number = changed.right.value
        if all(before(length, number) == after(length, number) for length in range(max(number, 0) + 2)):
            return "a length is never below nought"
    if (
        left is not None
        and right is not None
        and _set_of(left) == ast.dump(right)
        and before(1, 1) == after(1, 1)
        and before(0, 1) == after(0, 1)
    ):
        return "a set is never longer than what it was made from"
    return None


def _measured(side: ast.expr) -> ast.expr | None:
    """The argument of `len(...)`."""
    if isinstance(side, ast.Call) and isinstance(side.func, ast.Name) and side.func.id == "len" and side.args:
        return side.args[0]
    return None


def _set_of(side: ast.expr) -> str | None:
    """The argument of `set(...)`, as text."""
    if isinstance(side, ast.Call) and isinstance(side.func, ast.Name) and side.func.id == "set" and side.args:
        return ast.dump(side.args[0])
    return None
