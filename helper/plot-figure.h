/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PLOT_FIGURE_H
#define PLOT_FIGURE_H

#include <cstddef>
#include <string>
#include <vector>

namespace ns3
{

/// A point, in the units of the axes.
struct PlotPoint
{
    double x; //!< abscissa
    double y; //!< ordinate
};

/// A curve of a figure.
struct PlotCurve
{
    std::string name;              //!< in the legend
    std::vector<PlotPoint> points; //!< in the order of x
};

/// The label of axes that show it.
inline constexpr char SIMULATED_TIME[] = "Simulated time [s]";

/**
 * @ingroup synthetic-traffic
 * What a picture shows. DrawFigures makes it.
 */
struct PlotFigure
{
    /// How points become a curve.
    enum Style
    {
        LINES,
        LINES_AND_POINTS,
        STEPS //!< a value holds until the next point
    };

    /// How many curves can be told apart, in colour or in print.
    static constexpr std::size_t MAX_CURVES = 7;

    std::string file;     //!< name without extension: letters, digits, '-' and '_'
    std::string title;    //!< above the plot
    std::string caption;  //!< what a reader should know besides
    std::string xLabel;   //!< with its unit
    std::string yLabel;   //!< with its unit
    Style style{LINES};   //!< of all curves
    bool isLogX{false};   //!< points with an x of 0 or less are left out
    bool isLogY{false};   //!< points with a y of 0 or less are left out
    bool isXBytes{false}; //!< write x as 1 kB, 1 MB
    double xMost{0};      //!< end of the x axis; 0: where the points end
    double yLeast{0};     //!< begin of the y axis; 0 on a logarithmic one: where the points begin
    double yMost{0};      //!< end of the y axis; 0: where the points end
    std::vector<PlotCurve> curves; //!< drawn in this order
};

} // namespace ns3

#endif // PLOT_FIGURE_H
