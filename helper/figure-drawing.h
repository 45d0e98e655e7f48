/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FIGURE_DRAWING_H
#define FIGURE_DRAWING_H

#include "ns3/plot-figure.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The gnuplot script of a picture, with its data. It writes FILE.svg into the directory in which
 * gnuplot runs. Curves differ in colour (Okabe and Ito's, which colour-blind people tell apart) and
 * in dashes. Text is shown as it is, whatever it has in it.
 */
std::string MakeGnuplotScript(const PlotFigure& figure);

/**
 * @ingroup synthetic-traffic
 * Write the scripts FILE.plt into a directory and let gnuplot draw FILE.svg there. The pictures are
 * the same bytes for the same figures.
 * @return why there are no pictures, and what to do; empty when there are
 * @throw std::system_error when a script could not be written
 */
std::string DrawFigures(const std::string& directory, const std::vector<PlotFigure>& figures);

/// Where several figures have the same file, add "-2", "-3", ... to its name.
void GiveDistinctNames(std::vector<PlotFigure>& figures);

/// Remove script and picture of an earlier figure, and those of FILE-2, FILE-3, ...
void RemoveFigures(const std::string& directory, const std::string& file);

/// @return the picture of a figure as a text; empty when there is none
std::string ReadPicture(const std::string& directory, const PlotFigure& figure);

/// @return text that is valid UTF-8 without control characters, '?' in their place
std::string CleanText(const std::string& text);

} // namespace ns3

#endif // FIGURE_DRAWING_H
