"""The pages of the guidelines."""

from litestar.handlers import HTTPRouteHandler

guideline_routes: list[HTTPRouteHandler] = []
