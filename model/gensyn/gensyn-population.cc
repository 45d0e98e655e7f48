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

/// What is left of a uniform number by a choice of a smaller share is not used for another one.
constexpr double COARSE_SHARE = 0x1p-8;
constexpr double LARGEST_UNIFORM = 1 - 0x1p-53;

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
    uint32_t nCommunication = 0;
    for (uint32_t i = 0; i < states.size(); ++i)
    {
        const auto& state = states[i];
        StateInfo info{static_cast<uint32_t>(m_cells.size()),
                       0,
                       nCommunication,
                       state.IsStochastic(),
                       false,
                       1};
        nCommunication += state.IsStochastic() ? 0 : 1;
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
    m_held.resize(nCommunication);
    m_tallies.resize(nCommunication);
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
            m_tallies[info.place].started += m_counts[i];
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
                         Choice& choice)
{
    if (targets.size() == 1)
    {
        return targets.front().state;
    }
    double left = Refresh(choice) * total;
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
    choice = {std::min(left / weight, LARGEST_UNIFORM), choice.share * weight / total};
    return chosen->state;
}

double
GensynPopulation::Refresh(Choice& choice)
{
    if (choice.share < COARSE_SHARE)
    {
        choice = {m_choices.NextUniform(), 1};
    }
    return choice.uniform;
}

uint32_t
GensynPopulation::Arrive(uint32_t state, Choice& choice)
{
    ++m_counts[state];
    const auto& info = m_infos[state];
    if (!info.isStochastic)
    {
        ++m_tallies[info.place].started;
        if (info.nCells > 0)
        {
            ++m_cells[info.firstCell].count;
        }
        return 0;
    }
    uint32_t phase = 0;
    if (info.nCells > 1)
    {
        const auto& phases = m_model->GetStates()[state].phases;
        double uniform = Refresh(choice);
        while (phase + 1 < info.nCells && uniform >= phases[phase].weight)
        {
            uniform -= phases[phase].weight;
            ++phase;
        }
    }
    ++m_cells[info.firstCell + phase].count;
    return phase;
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
    Step step{from, 0, 0, 0, nullptr};
    Choice choice{std::min(left / weight, LARGEST_UNIFORM), weight / m_rate};
    if (info.isStochastic)
    {
        --chosen->count;
        step.fromPhase = static_cast<uint32_t>(chosen - &m_cells[info.firstCell]);
        step.to = Choose(state.to, info.factor, choice);
    }
    else
    {
        auto& held = m_held[info.place];
        const auto place =
            static_cast<std::size_t>(m_choices.NextUniform() * static_cast<double>(held.size()));
        step.abandoned = held[place];
        Remove(*step.abandoned);
        ++m_tallies[info.place].abandoned;
        step.to = Choose(state.abandoned, 1, choice);
    }
    --m_counts[from];
    step.toPhase = Arrive(step.to, choice);
    Update();
    return step;
}

GensynPopulation::Step
GensynPopulation::Leave(Communication& communication, Reason reason)
{
    const auto from = communication.m_state;
    const auto& state = m_model->GetStates()[from];
    auto& tally = m_tallies[m_infos[from].place];
    ++(reason == COMPLETED   ? tally.completed
       : reason == ABANDONED ? tally.abandoned
                             : tally.failed);
    Remove(communication);
    --m_counts[from];
    Choice choice{0, 0}; // a number is drawn where there is a choice
    Step step{from, 0, 0, 0, nullptr};
    step.to = Choose(reason == COMPLETED ? state.to : state.abandoned, 1, choice);
    step.toPhase = Arrive(step.to, choice);
    Update();
    return step;
}

void
GensynPopulation::Hold(Communication& communication, uint32_t state)
{
    communication.m_state = state;
    auto& held = m_held[m_infos[state].place];
    communication.m_place = held.size();
    held.push_back(&communication);
}

void
GensynPopulation::Break(Communication& communication, bool hasFailed)
{
    m_tallies[m_infos[communication.m_state].place].failed += hasFailed ? 1 : 0;
    Remove(communication);
}

void
GensynPopulation::Remove(Communication& communication)
{
    constexpr std::size_t SMALL = 4;
    const auto& info = m_infos[communication.m_state];
    auto& held = m_held[info.place];
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
    if (info.nCells > 0)
    {
        --m_cells[info.firstCell].count;
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

uint64_t
GensynPopulation::GetPhaseCount(uint32_t state, uint32_t phase) const
{
    return static_cast<uint64_t>(m_cells[m_infos[state].firstCell + phase].count);
}

const std::vector<GensynPopulation::Communication*>&
GensynPopulation::GetHeld(uint32_t state) const
{
    static const std::vector<Communication*> none;
    return m_infos[state].isStochastic ? none : m_held[m_infos[state].place];
}

const GensynPopulation::Tally&
GensynPopulation::GetTally(uint32_t state) const
{
    static const Tally none;
    return m_infos[state].isStochastic ? none : m_tallies[m_infos[state].place];
}

} // namespace ns3
