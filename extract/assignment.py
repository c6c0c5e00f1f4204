"""Optimal one-to-one pairs, as `scipy.optimize.linear_sum_assignment` finds them, for which scipy would take half a
second and 60 MB to import.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: sides from which on scipy is worth its import
_LARGE = 200


def best_pairs(scores: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Pairs (row, column) with the largest sum of `scores` (R x C), each row and column once; by row.

    The Hungarian method with potentials, row by row: time grows with the smaller side squared times the larger one.
    """
    if not scores.size:
        return []
    if min(scores.shape) > _LARGE:
        from scipy.optimize import linear_sum_assignment

        return list(zip(*(side.tolist() for side in linear_sum_assignment(-scores))))
    if scores.shape[0] > scores.shape[1]:
        return sorted((row, column) for column, row in best_pairs(scores.T))
    costs = -scores
    rows, columns = costs.shape
    of_row = np.zeros(rows)
    of_column = np.zeros(columns)
    # the row that each column is given to; -1 if none
    owner = np.full(columns, -1)
    for row in range(rows):
        distance = np.full(columns, np.inf)
        came_from = np.full(columns, -1)
        is_done = np.zeros(columns, bool)
        current, column = row, -1
        while current >= 0:
            reduced = costs[current] - of_row[current] - of_column
            if column >= 0:
                reduced = reduced + distance[column]
            closer = ~is_done & (reduced < distance)
            distance[closer] = reduced[closer]
            came_from[closer] = column
            column = int(np.where(is_done, np.inf, distance).argmin())
            is_done[column] = True
            current = int(owner[column])
        shortest = distance[column]
        of_row[row] += shortest
        earlier = is_done & (owner >= 0)
        of_row[owner[earlier]] += shortest - distance[earlier]
        of_column[is_done] -= shortest - distance[is_done]
        while column >= 0:
            before = int(came_from[column])
            owner[column] = row if before < 0 else owner[before]
            column = before
    return sorted((int(owner[column]), int(column)) for column in np.flatnonzero(owner >= 0))
