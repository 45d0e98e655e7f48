/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/size-distribution-reader.h"

#include "ns3/input-error.h"
#include "ns3/text-file.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

namespace ns3
{

namespace
{

constexpr const char* EXPECTED = "expected a size and a cumulative fraction";

/// How far the last number may be from 1, or from 100: files are rounded.
constexpr double ROUNDING = 1e-6;

constexpr double LARGEST_SIZE = 1e15;

/// The numbers of one line that has any.
struct Row
{
    int line;
    std::vector<double> numbers;
};

/// A point as it stands in the file.
struct Entry
{
    int line;
    double size;
    double value; //!< a fraction, a percentage or a weight
};

/// Turns the text of a file into points.
class Reader
{
  public:
    Reader(std::string_view text, const std::string& name, double unit)
        : m_text(text),
          m_problems(name),
          m_name(name),
          m_unit(unit)
    {
    }

    std::shared_ptr<const SizeDistribution> Read(std::optional<SizeDistribution::Sampling> sampling)
    {
        ReadRows();
        m_problems.ThrowIfAny();
        ReadEntries();
        m_problems.ThrowIfAny();
        CheckSizes();
        auto points = MakePoints();
        m_problems.ThrowIfAny();
        return std::make_shared<SizeDistribution>(m_name,
                                                  std::move(points),
                                                  sampling.value_or(m_sampling));
    }

  private:
    void ReadRows();
    void ReadEntries();
    void CheckSizes();
    std::vector<SizeDistribution::Point> MakePoints();
    bool HoldsWeights() const;
    void WeightsToFractions();
    void CheckFractions(double whole);

    std::string_view m_text;
    InputProblems m_problems;
    std::string m_name;
    double m_unit;
    SizeDistribution::Sampling m_sampling{SizeDistribution::Sampling::LINEAR};
    bool m_hasBraces{false};
    std::vector<Row> m_rows;
    std::vector<Entry> m_entries;
};

void
Reader::ReadRows()
{
    int line = 0;
    for (std::size_t begin = 0; begin < m_text.size();)
    {
        const std::size_t end = std::min(m_text.find('\n', begin), m_text.size());
        std::string text(m_text.substr(begin, end - begin));
        begin = end + 1;
        ++line;
        text.erase(std::min(text.find('#'), text.size()));
        m_hasBraces = m_hasBraces || text.find('{') != std::string::npos;
        for (auto& c : text)
        {
            c = std::string_view(",{};\t\r").find(c) == std::string_view::npos ? c : ' ';
        }

        Row row{line, {}};
        for (std::size_t from = text.find_first_not_of(' '); from < text.size();)
        {
            const std::size_t to = std::min(text.find(' ', from), text.size());
            const std::string word = text.substr(from, to - from);
            from = text.find_first_not_of(' ', to);
            char* rest = nullptr;
            const double number = std::strtod(word.c_str(), &rest);
            if (*rest != '\0' || !std::isfinite(number))
            {
                m_problems.Add(line, QuoteInput(word) + " is not a number", EXPECTED);
                row.numbers.clear();
                break;
            }
            row.numbers.push_back(number);
        }
        if (!row.numbers.empty())
        {
            m_rows.push_back(std::move(row));
        }
    }
}

void
Reader::ReadEntries()
{
    if (m_rows.empty())
    {
        m_problems.Add(0, "there are no points", EXPECTED);
        return;
    }
    auto row = m_rows.begin();
    if (m_hasBraces)
    {
        m_sampling = SizeDistribution::Sampling::STEP;
    }
    else if (row->numbers.size() == 1 && m_rows.size() > 1)
    {
        m_sampling = SizeDistribution::Sampling::STEP; // behind the mean that Homa's files state
        ++row;
    }
    const std::size_t columns = m_hasBraces ? 2 : row->numbers.size();
    for (; row != m_rows.end(); ++row)
    {
        const auto& numbers = row->numbers;
        const bool isPairs = m_hasBraces && numbers.size() % 2 == 0;
        if (!isPairs && (numbers.size() != columns || columns < 2 || columns > 3))
        {
            m_problems.Add(row->line,
                           "there are " + std::to_string(numbers.size()) + " numbers in this line",
                           EXPECTED);
            continue;
        }
        for (std::size_t i = 0; i < numbers.size(); i += columns)
        {
            m_entries.push_back({row->line, numbers[i] * m_unit, numbers[i + columns - 1]});
        }
    }
}

void
Reader::CheckSizes()
{
    double previous = 0;
    for (const auto& entry : m_entries)
    {
        if (entry.size < 0)
        {
            m_problems.Add(entry.line, "the size is negative", EXPECTED);
        }
        else if (entry.size > LARGEST_SIZE)
        {
            m_problems.Add(entry.line, "the size is too large", "sizes up to 10^15");
        }
        else if (entry.size < previous)
        {
            m_problems.Add(entry.line, "the size is less than the one before", "sizes ascend");
        }
        if (entry.value < 0)
        {
            m_problems.Add(entry.line, "the fraction is negative", EXPECTED);
        }
        previous = std::max(previous, entry.size);
    }
}

bool
Reader::HoldsWeights() const
{
    double previous = 0;
    for (std::size_t i = 0; i < m_entries.size(); ++i)
    {
        const double value = m_entries[i].value;
        if (value < previous || (value == 1 && i + 1 < m_entries.size()))
        {
            return true;
        }
        previous = value;
    }
    return std::abs(previous - 1) > ROUNDING;
}

void
Reader::WeightsToFractions()
{
    double sum = 0;
    for (auto& entry : m_entries)
    {
        sum += entry.value;
        entry.value = sum;
    }
    if (!(sum > 0))
    {
        m_problems.Add(0, "all weights are 0", "expected a positive one");
        return;
    }
    for (auto& entry : m_entries)
    {
        entry.value /= sum;
    }
}

void
Reader::CheckFractions(double whole)
{
    const std::string word = whole == 1 ? "fraction" : "percentage";
    double previous = 0;
    for (const auto& entry : m_entries)
    {
        if (entry.value > whole * (1 + ROUNDING))
        {
            m_problems.Add(entry.line,
                           "the cumulative " + word + " is over " + (whole == 1 ? "1" : "100"),
                           "fractions that end with 1, or percentages that end with 100");
            return; // what follows has the same fault
        }
        if (entry.value >= 0 && entry.value < previous)
        {
            m_problems.Add(entry.line,
                           "the cumulative " + word + " is less than the one before",
                           "cumulative fractions ascend");
        }
        previous = std::max(previous, entry.value);
    }
}

std::vector<SizeDistribution::Point>
Reader::MakePoints()
{
    if (m_hasBraces && HoldsWeights())
    {
        WeightsToFractions();
        if (!m_problems.IsEmpty())
        {
            return {};
        }
    }
    const auto& last = m_entries.back();
    const bool isPercent = std::abs(last.value - 100) <= 100 * ROUNDING;
    const double whole = isPercent ? 100 : 1;
    CheckFractions(whole);
    if (last.value < whole * (1 - ROUNDING) && last.value >= 0)
    {
        m_problems.Add(last.line,
                       "the last cumulative fraction is not 1",
                       "fractions that end with 1, or percentages that end with 100");
    }

    std::vector<SizeDistribution::Point> points;
    points.reserve(m_entries.size());
    for (const auto& entry : m_entries)
    {
        points.push_back({entry.size, std::min(entry.value / whole, 1.0)});
    }
    points.back().fraction = 1;
    return points;
}

} // namespace

std::shared_ptr<const SizeDistribution>
LoadSizeDistribution(const std::string& path,
                     std::optional<SizeDistribution::Sampling> sampling,
                     double unit)
{
    return ParseSizeDistribution(ReadTextFile(path, "0123456789.+-#{", "a flow-size distribution"),
                                 path,
                                 sampling,
                                 unit);
}

std::shared_ptr<const SizeDistribution>
ParseSizeDistribution(std::string_view text,
                      const std::string& name,
                      std::optional<SizeDistribution::Sampling> sampling,
                      double unit)
{
    return Reader(text, name, unit).Read(sampling);
}

} // namespace ns3
