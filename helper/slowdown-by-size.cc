/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/slowdown-by-size.h"

#include "ns3/nstime.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{

namespace
{

constexpr double CLASSES_IN_DECADE = 3;
constexpr double MILLION = 1e6;

} // namespace

void
SlowdownBySize::Add(uint64_t bytes, double slowdown)
{
    const double decades = std::log10(static_cast<double>(std::max<uint64_t>(bytes, 1)));
    // 1000 bytes belong to the class that begins there, whatever the logarithm's last digit.
    const auto place = static_cast<int>(std::floor(CLASSES_IN_DECADE * decades + 1e-9));
    m_classes[place].Add(NanoSeconds(std::llround(slowdown * MILLION)));
}

nlohmann::json
SlowdownBySize::Save() const
{
    auto saved = nlohmann::json::array();
    for (const auto& [place, slowdowns] : m_classes)
    {
        saved.push_back({place, slowdowns.Save()});
    }
    return saved;
}

void
SlowdownBySize::Merge(const nlohmann::json& saved)
{
    for (const auto& entry : saved)
    {
        m_classes[entry.at(0).get<int>()].Merge(entry.at(1));
    }
}

PlotFigure
SlowdownBySize::MakeFigure(const std::string& file, const std::string& title) const
{
    constexpr double WIDE = 10;
    PlotFigure figure;
    figure.file = file;
    figure.title = title;
    figure.caption = "Slowdown is the completion time over that in an empty network. Sizes are "
                     "classed by three to a decade.";
    figure.xLabel = "Flow size";
    figure.yLabel = "Slowdown";
    figure.style = PlotFigure::LINES_AND_POINTS;
    figure.isLogX = true;
    figure.isXBytes = true;
    double most = 0;
    for (const auto& [percent, name] : {std::pair{99, "99 %"}, {95, "95 %"}, {50, "median"}})
    {
        PlotCurve curve{name, {}};
        for (const auto& [place, slowdowns] : m_classes)
        {
            const double value =
                static_cast<double>(slowdowns.GetPercentile(percent).GetNanoSeconds()) / MILLION;
            curve.points.push_back({std::pow(10, (place + 0.5) / CLASSES_IN_DECADE), value});
            most = std::max(most, value);
        }
        if (!curve.points.empty())
        {
            figure.curves.push_back(std::move(curve));
        }
    }
    figure.isLogY = most > WIDE;
    return figure;
}

} // namespace ns3
