/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-population.h"

#include "ns3/abort.h"
#include "ns3/binomial.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{

namespace
{

/// Of the total rate: a choice within a smaller share takes a uniform number of its own.
constexpr double COARSE_SHARE = 0x1p-12;

double
DrawWork(UniformSource& uniform)
{
    return -std::log(1 - uniform.NextUniform());
}

} // namespace

GensynPopulation::GensynPopulation(std::shared_ptr<const GensynModel> model,
                                   uint64_t users,
                                   UniformSource& times,
                                   UniformSource& choices)
    : m_model(std::move(model)),
      m_users(users),
      m_times(times),
      m_choices(choices),
      m_hasConditions(m_model->HasConditions()),
      m_work(DrawWork(times))
{
    const auto& states = m_model->GetStates();
    m_infos.reserve(states.size());
    for (uint32_t i = 0; i < states.size(); ++i)
    {
        const auto& state = states[i];
        StateInfo info{static_cast<uint32_t>(m_cells.size()), 0, state.IsStochastic(), false, 1};
        for (const auto& phase : state.phases)
        {
            m_cells.push_back({0, 1 / phase.mean, i});
        }
        if (state.impatienceRate > 0)
        {
            m_cells.push_back({0, state.impatienceRate, i});
        }
        for (const auto& target : state.to)
        {
            info.hasConditions = info.hasConditions || !target.conditions.empty();
        }
        info.nCells = static_cast<uint32_t>(m_cells.size()) - info.firstCell;
        m_infos.push_back(info);
    }
    m_cells.shrink_to_fit();
    m_counts.resize(states.size(), 0);
    if (m_model->HasCommunication())
    {
        m_held.resize(states.size());
        m_tallies.resize(states.size());
    }
}

const std::vector<uint64_t>&
GensynPopulation::Start()
{
    const auto& states = m_model->GetStates();
    std::vector<double> shares(states.size(), 0);
    if (const auto start = m_model->GetStart())
    {
        shares[*start] = 1;
    }
    else
    {
        shares = m_model->GetEquilibrium();
    }
    const bool isStationary = !m_model->GetStart();
    m_counts = DrawMultinomial(m_users, shares, m_choices);
    for (uint32_t i = 0; i < states.size(); ++i)
    {
        const auto& info = m_infos[i];
        if (!info.isStochastic)
        {
            m_tallies[i].started += m_counts[i];
            if (info.nCells > 0)
            {
                m_cells[info.firstCell].count = static_cast<double>(m_counts[i]);
            }
            continue;
        }
        std::vector<double> weights;
        for (const auto& phase : states[i].phases)
        {
            // Of those who are somewhere at a time, more are in the phases that take longer.
            weights.push_back(phase.weight * (isStationary ? phase.mean : 1));
        }
        const auto inPhases = DrawMultinomial(m_counts[i], weights, m_choices);
        for (std::size_t phase = 0; phase < inPhases.size(); ++phase)
        {
            m_cells[info.firstCell + phase].count = static_cast<double>(inPhases[phase]);
        }
    }
    Update();
    return m_counts;
}

void
GensynPopulation::Update()
{
    double rate = 0;
    if (m_hasConditions)
    {
        const auto& states = m_model->GetStates();
        for (std::size_t i = 0; i < m_infos.size(); ++i)
        {
            if (m_infos[i].hasConditions)
            {
                double factor = 0;
                for (const auto& target : states[i].to)
                {
                    factor += Weigh(target);
                }
                m_infos[i].factor = factor;
            }
        }
        for (const auto& cell : m_cells)
        {
            rate += cell.count * cell.rate * m_infos[cell.state].factor;
        }
    }
    else
    {
        for (const auto& cell : m_cells)
        {
            rate += cell.count * cell.rate;
        }
    }
    m_rate = rate;
}

double
GensynPopulation::Weigh(const GensynModel::Target& target) const
{
    double weight = target.probability;
    for (const auto& condition : target.conditions)
    {
        weight *= condition.Weigh(m_counts[condition.state]);
    }
    return weight;
}

uint32_t
GensynPopulation::Choose(const std::vector<GensynModel::Target>& targets,
                         double total,
                         double& uniform)
{
    double left = uniform * total;
    const GensynModel::Target* chosen = nullptr;
    double weight = 0;
    for (const auto& target : targets)
    {
        const double next = target.conditions.empty() ? target.probability : Weigh(target);
        if (next > 0)
        {
            // Rounding may lead past the last one, which it is then.
            left -= weight;
            chosen = &target;
            weight = next;
            if (left < weight)
            {
                break;
            }
        }
    }
    uniform = std::min(left / weight, 1 - 0x1p-53);
    return chosen->state;
}

void
GensynPopulation::Arrive(uint32_t state, double uniform)
{
    ++m_counts[state];
    const auto& info = m_infos[state];
    if (!info.isStochastic)
    {
        ++m_tallies[state].started;
        if (info.nCells > 0)
        {
            ++m_cells[info.firstCell].count;
        }
        return;
    }
    auto cell = info.firstCell;
    if (info.nCells > 1)
    {
        const auto& phases = m_model->GetStates()[state].phases;
        uint32_t phase = 0;
        while (phase + 1 < info.nCells && uniform >= phases[phase].weight)
        {
            uniform -= phases[phase].weight;
            ++phase;
        }
        cell += phase;
    }
    ++m_cells[cell].count;
}

GensynPopulation::Step
GensynPopulation::Fire()
{
    m_work = DrawWork(m_times);
    double left = m_choices.NextUniform() * m_rate;
    double weight = 0;
    Cell* chosen = nullptr;
    for (auto& cell : m_cells)
    {
        const double next =
            cell.count * cell.rate * (m_hasConditions ? m_infos[cell.state].factor : 1);
        if (next > 0)
        {
            // Rounding may lead past the last one, which it is then.
            left -= weight;
            weight = next;
            chosen = &cell;
            if (left < weight)
            {
                break;
            }
        }
    }
    NS_ABORT_MSG_IF(!chosen, "a population fired though nothing can happen in it");

    const auto from = chosen->state;
    const auto& state = m_model->GetStates()[from];
    const auto& info = m_infos[from];
    Step step{from, 0, nullptr};
    // What is left of a uniform number is one, too, if not of the finest: ns-3's have 32 bits.
    const bool isFine = weight > COARSE_SHARE * m_rate;
    double uniform = isFine ? std::min(left / weight, 1 - 0x1p-53) : m_choices.NextUniform();
    if (info.isStochastic)
    {
        --chosen->count;
        step.to =
            state.to.size() == 1 ? state.to.front().state : Choose(state.to, info.factor, uniform);
    }
    else
    {
        auto& held = m_held[from];
        const auto place =
            static_cast<std::size_t>(m_choices.NextUniform() * static_cast<double>(held.size()));
        step.abandoned = held[place];
        Remove(*step.abandoned);
        ++m_tallies[from].abandoned;
        uniform = m_choices.NextUniform();
        step.to = Choose(state.abandoned, 1, uniform);
    }
    --m_counts[from];
    Arrive(step.to, uniform);
    Update();
    return step;
}

GensynPopulation::Step
GensynPopulation::Leave(Communication& communication, Reason reason)
{
    const auto from = communication.m_state;
    const auto& state = m_model->GetStates()[from];
    auto& tally = m_tallies[from];
    ++(reason == COMPLETED   ? tally.completed
       : reason == ABANDONED ? tally.abandoned
                             : tally.failed);
    Remove(communication);
    --m_counts[from];
    double uniform = m_choices.NextUniform();
    Step step{from, Choose(reason == COMPLETED ? state.to : state.abandoned, 1, uniform), nullptr};
    Arrive(step.to, uniform);
    Update();
    return step;
}

void
GensynPopulation::Hold(Communication& communication, uint32_t state)
{
    communication.m_state = state;
    communication.m_place = m_held[state].size();
    m_held[state].push_back(&communication);
}

void
GensynPopulation::Break(Communication& communication)
{
    Remove(communication);
}

void
GensynPopulation::Remove(Communication& communication)
{
    constexpr std::size_t SMALL = 64;
    auto& held = m_held[communication.m_state];
    held[communication.m_place] = held.back();
    held[communication.m_place]->m_place = communication.m_place;
    held.pop_back();
    if (held.capacity() > SMALL && held.size() < held.capacity() / 4)
    {
        // Memory follows what is open now.
        std::vector<Communication*> smaller;
        smaller.reserve(held.capacity() / 2);
        smaller.assign(held.begin(), held.end());
        held.swap(smaller);
    }
    if (m_infos[communication.m_state].nCells > 0)
    {
        --m_cells[m_infos[communication.m_state].firstCell].count;
    }
}

const GensynModel&
GensynPopulation::GetModel() const
{
    return *m_model;
}

uint64_t
GensynPopulation::GetNUsers() const
{
    return m_users;
}

const std::vector<uint64_t>&
GensynPopulation::GetCounts() const
{
    return m_counts;
}

const std::vector<GensynPopulation::Communication*>&
GensynPopulation::GetHeld(uint32_t state) const
{
    return m_held[state];
}

const GensynPopulation::Tally&
GensynPopulation::GetTally(uint32_t state) const
{
    static const Tally none;
    return m_tallies.empty() ? none : m_tallies[state];
}

} // namespace ns3
