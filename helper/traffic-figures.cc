/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/traffic-figures.h"

#include "ns3/measure-unit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace ns3
{

namespace
{

/// @return where a distribution function reaches a share
double
FindQuantile(const std::vector<PlotPoint>& curve, double share)
{
    const auto found = std::find_if(curve.begin(), curve.end(), [share](const auto& point) {
        return point.y >= share;
    });
    return found == curve.end() ? curve.back().x : found->x;
}

} // namespace

PlotFigure
MakeDurationFigure(const std::string& file,
                   const std::string& title,
                   const std::string& what,
                   std::vector<PlotCurve> curves)
{
    constexpr double WIDE = 20;
    PlotFigure figure;
    figure.file = file;
    figure.title = title;
    figure.yLabel = "Share of transfers";
    figure.yMost = 1;
    figure.style = PlotFigure::STEPS;
    double low = 0;
    double high = 0;
    double most = 0;
    for (const auto& curve : curves)
    {
        if (!curve.points.empty())
        {
            const double one = FindQuantile(curve.points, 0.01);
            low = high == 0 ? one : std::min(low, one);
            high = std::max(high, FindQuantile(curve.points, 0.99));
            most = std::max(most, curve.points.back().x);
        }
    }
    figure.isLogX = low > 0 && most > WIDE * low;
    // Of a wide axis it is the middle that should have handy numbers.
    const auto unit = ChooseTimeUnit(figure.isLogX ? std::sqrt(low * most) : most);
    for (auto& curve : curves)
    {
        for (auto& point : curve.points)
        {
            point.x /= unit.size;
        }
    }
    figure.xLabel = what + " [" + unit.name + "]";
    figure.curves = std::move(curves);
    return figure;
}

PlotFigure
MakeRateFigure(const std::string& file,
               const std::string& title,
               const std::string& what,
               std::vector<NamedSeries> series)
{
    int64_t width = 0;
    for (const auto& [name, one] : series)
    {
        width = std::max(width, one.GetWidth());
    }
    double most = 0;
    for (auto& [name, one] : series)
    {
        one.WidenTo(width);
        const auto values = one.GetValues();
        most = std::max(most, values.empty() ? 0 : *std::max_element(values.begin(), values.end()));
    }
    const double toRate = 8e9 / static_cast<double>(std::max<int64_t>(width, 1));
    const auto unit = ChooseRateUnit(most * toRate);
    PlotFigure figure;
    figure.file = file;
    figure.title = title;
    figure.caption = "Means of " + FormatSpan(width) + ".";
    figure.xLabel = SIMULATED_TIME;
    figure.yLabel = what + " [" + unit.name + "]";
    figure.style = PlotFigure::STEPS;
    for (const auto& [name, one] : series)
    {
        auto steps = MakeSteps(one, toRate / unit.size);
        if (!steps.empty())
        {
            steps.push_back({steps.back().x, 0}); // nothing moves any more
            figure.curves.push_back({name, std::move(steps)});
        }
    }
    return figure;
}

std::vector<PlotPoint>
MakeSteps(const BinnedSeries& series, double factor)
{
    const auto values = series.GetValues();
    const double width = static_cast<double>(series.GetWidth()) * 1e-9;
    std::vector<PlotPoint> points;
    for (std::size_t i = 0; i < values.size(); ++i)
    {
        points.push_back({static_cast<double>(i) * width, values[i] * factor});
    }
    if (!points.empty())
    {
        points.push_back({static_cast<double>(values.size()) * width, points.back().y});
    }
    return points;
}

std::string
FormatSpan(int64_t nanoseconds)
{
    const double seconds = static_cast<double>(nanoseconds) * 1e-9;
    const auto unit = ChooseTimeUnit(seconds * (1 + 1e-9));
    char text[64];
    std::snprintf(text, sizeof(text), "%g %s", seconds / unit.size, unit.name);
    return text;
}

PayloadSpan
FindPayloadSpan(bool isDownload,
                const std::optional<int64_t>& firstByte,
                const std::optional<int64_t>& lastByte,
                int64_t connected,
                int64_t end)
{
    return isDownload && firstByte ? PayloadSpan{*firstByte, lastByte.value_or(end)}
                                   : PayloadSpan{connected, end};
}

} // namespace ns3
