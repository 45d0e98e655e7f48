/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-model.h"

#include "ns3/gensyn-model-reader.h"
#include "ns3/gensyn-templates.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ns3
{

namespace
{

std::shared_ptr<const GensynModel>
ReadDocument(JsonDocument& document, const std::vector<std::string>& overrides)
{
    for (const auto& override : overrides)
    {
        document.Override(override);
    }
    auto model = GensynModel::Read(document.GetRoot());
    document.ThrowIfAny();
    return model;
}

} // namespace

const char*
GensynModule::TypeName(Type type)
{
    static const char* const names[] = {"ftp", "web", "cbr", "voip", "mpeg"};
    return names[type];
}

bool
GensynModule::IsUdp() const
{
    return type == CBR || type == VOIP || type == MPEG;
}

double
GensynModel::Condition::Weigh(uint64_t count) const
{
    const auto users = static_cast<double>(count);
    switch (kind)
    {
    case BELOW:
        return users < number ? 1 : 0;
    case AT_LEAST:
        return users >= number ? 1 : 0;
    case PER:
        return users / number;
    case UNTIL:
        break;
    }
    return std::max(0.0, 1 - users / number);
}

std::shared_ptr<const GensynModel>
GensynModel::Load(const std::string& path, const std::vector<std::string>& overrides)
{
    if (const auto* text = FindGensynTemplate(path))
    {
        return Parse(text, path, overrides);
    }
    JsonDocument document(path);
    return ReadDocument(document, overrides);
}

std::shared_ptr<const GensynModel>
GensynModel::Parse(std::string_view text,
                   const std::string& name,
                   const std::vector<std::string>& overrides)
{
    auto document = JsonDocument::FromText(text, name);
    return ReadDocument(document, overrides);
}

std::shared_ptr<const GensynModel>
GensynModel::Read(const JsonValue& json)
{
    return GensynModelReader(json).Read();
}

const std::string&
GensynModel::GetName() const
{
    return m_name;
}

const std::vector<GensynModel::State>&
GensynModel::GetStates() const
{
    return m_states;
}

const std::vector<GensynModule>&
GensynModel::GetModules() const
{
    return m_modules;
}

const GensynModule&
GensynModel::GetModuleOf(uint32_t state) const
{
    return m_modules[m_states[state].module];
}

std::optional<uint32_t>
GensynModel::GetStart() const
{
    return m_start;
}

bool
GensynModel::HasConditions() const
{
    return std::any_of(m_states.begin(), m_states.end(), [](const State& state) {
        return std::any_of(state.to.begin(), state.to.end(), [](const Target& target) {
            return !target.conditions.empty();
        });
    });
}

bool
GensynModel::HasCommunication() const
{
    return std::any_of(m_states.begin(), m_states.end(), [](const State& state) {
        return !state.IsStochastic();
    });
}

std::shared_ptr<const Distribution>
GensynModel::State::GetPatience() const
{
    return impatienceRate > 0 ? MakeExponential(1 / impatienceRate) : impatience;
}

double
GensynModel::GetMeanSojourn(uint32_t state) const
{
    const auto& each = m_states[state];
    if (each.IsStochastic())
    {
        double mean = 0;
        for (const auto& phase : each.phases)
        {
            mean += phase.weight * phase.mean;
        }
        return mean;
    }
    const auto& module = GetModuleOf(state);
    if (!module.IsUdp())
    {
        return 0;
    }
    return GetSojourn(state).GetMean();
}

GensynSojourn
GensynModel::GetSojourn(uint32_t state) const
{
    return {GetModuleOf(state).duration, m_states[state].GetPatience()};
}

std::vector<double>
GensynModel::GetEquilibrium() const
{
    // Visits: v = v P, of which one equation is as good as sum(v) = 1.
    const auto n = m_states.size();
    std::vector<std::vector<double>> rows(n, std::vector<double>(n + 1, 0));
    for (std::size_t from = 0; from < n; ++from)
    {
        rows[from][from] -= 1;
    }
    for (std::size_t from = 0; from < n; ++from)
    {
        const auto add = [&](const std::vector<Target>& targets, double share) {
            for (const auto& target : targets)
            {
                rows[target.state][from] += share * target.probability;
            }
        };
        const auto& state = m_states[from];
        const bool mayGiveUp =
            !state.IsStochastic() && GetModuleOf(static_cast<uint32_t>(from)).IsUdp();
        const double completed =
            mayGiveUp ? GetSojourn(static_cast<uint32_t>(from)).GetCompletion() : 1;
        add(state.to, completed);
        add(state.abandoned, 1 - completed);
    }
    rows[n - 1].assign(n + 1, 1);
    for (std::size_t column = 0; column < n; ++column)
    {
        auto pivot = column;
        for (auto row = column + 1; row < n; ++row)
        {
            pivot = std::abs(rows[row][column]) > std::abs(rows[pivot][column]) ? row : pivot;
        }
        if (std::abs(rows[pivot][column]) < 1e-12)
        {
            throw ValueError("these states have more than one equilibrium",
                             "expected the name of a state to start in");
        }
        std::swap(rows[column], rows[pivot]);
        for (std::size_t row = 0; row < n; ++row)
        {
            if (row == column)
            {
                continue;
            }
            const double factor = rows[row][column] / rows[column][column];
            for (auto k = column; factor != 0 && k <= n; ++k)
            {
                rows[row][k] -= factor * rows[column][k];
            }
        }
    }
    std::vector<double> shares(n);
    double sum = 0;
    for (std::size_t state = 0; state < n; ++state)
    {
        const double visits = std::max(0.0, rows[state][n] / rows[state][state]);
        shares[state] = visits * GetMeanSojourn(static_cast<uint32_t>(state));
        sum += shares[state];
    }
    if (!(sum > 0) || !std::isfinite(sum))
    {
        throw ValueError("these states have no equilibrium that is known before a run",
                         "expected the name of a state to start in");
    }
    for (auto& share : shares)
    {
        share /= sum;
    }
    return shares;
}

std::vector<std::string>
GensynModel::GetWarnings() const
{
    std::vector<std::string> warnings;
    // From where users start; in equilibrium nobody is in a state that nobody comes back to.
    std::vector<bool> isReached(m_states.size(), false);
    std::vector<uint32_t> open{m_start.value_or(0)};
    if (!m_start)
    {
        const auto shares = GetEquilibrium();
        open.clear();
        for (uint32_t i = 0; i < shares.size(); ++i)
        {
            if (shares[i] > 1e-12)
            {
                open.push_back(i);
            }
        }
    }
    while (!open.empty())
    {
        const auto from = open.back();
        open.pop_back();
        if (isReached[from])
        {
            continue;
        }
        isReached[from] = true;
        for (const auto* targets : {&m_states[from].to, &m_states[from].abandoned})
        {
            for (const auto& target : *targets)
            {
                open.push_back(target.state);
            }
        }
    }
    std::vector<bool> isUsed(m_modules.size(), false);
    for (uint32_t i = 0; i < m_states.size(); ++i)
    {
        if (!m_states[i].IsStochastic())
        {
            isUsed[m_states[i].module] = true;
        }
        if (!isReached[i])
        {
            warnings.push_back("nobody comes to state " + QuoteInput(m_states[i].name));
        }
    }
    for (std::size_t i = 0; i < m_modules.size(); ++i)
    {
        if (!isUsed[i])
        {
            warnings.push_back("no state uses module " + QuoteInput(m_modules[i].name));
        }
    }
    return warnings;
}

} // namespace ns3
