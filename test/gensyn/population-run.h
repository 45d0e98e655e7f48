/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POPULATION_RUN_H
#define POPULATION_RUN_H

#include "ns3/gensyn-population.h"
#include "ns3/uniform-source.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/// Uniform numbers of a seed.
class SeededSource : public UniformSource
{
  public:
    explicit SeededSource(uint64_t seed)
        : m_engine(seed)
    {
    }

    double NextUniform() override
    {
        return static_cast<double>(m_engine() >> 11) * 0x1p-53;
    }

  private:
    std::mt19937_64 m_engine;
};

/// The probability that a chi-square variate is greater, by Wilson and Hilferty's approximation.
inline double
ChiSquareTail(double value, double freedom)
{
    const double z =
        (std::cbrt(value / freedom) - (1 - 2 / (9 * freedom))) / std::sqrt(2 / (9 * freedom));
    return std::erfc(z / std::sqrt(2.0)) / 2;
}

/**
 * Level at which independent samples may come from a law of whole numbers. Classes of few expected
 * samples are put together.
 * @param law probabilities of 0, 1, ...
 */
inline double
LevelOf(const std::vector<uint64_t>& samples, const std::vector<double>& law)
{
    const auto n = static_cast<double>(samples.size());
    std::vector<double> seen(law.size(), 0);
    for (const auto sample : samples)
    {
        if (sample >= law.size())
        {
            return 0;
        }
        ++seen[sample];
    }
    double statistic = 0;
    double expected = 0;
    double count = 0;
    double lastExpected = 0;
    double lastCount = 0;
    int classes = 0;
    for (std::size_t k = 0; k < law.size(); ++k)
    {
        expected += n * law[k];
        count += seen[k];
        if (expected >= 10)
        {
            if (classes > 0)
            {
                statistic += (lastCount - lastExpected) * (lastCount - lastExpected) / lastExpected;
            }
            lastExpected = expected;
            lastCount = count;
            expected = 0;
            count = 0;
            ++classes;
        }
    }
    lastExpected += expected;
    lastCount += count;
    statistic += (lastCount - lastExpected) * (lastCount - lastExpected) / lastExpected;
    return classes < 2 ? 0 : ChiSquareTail(statistic, classes - 1);
}

/// Probabilities of 0, 1, ..., n in proportion to weights given by their logarithms.
inline std::vector<double>
Normalise(std::vector<double> logarithms)
{
    const double largest = *std::max_element(logarithms.begin(), logarithms.end());
    double sum = 0;
    for (auto& value : logarithms)
    {
        value = std::exp(value - largest);
        sum += value;
    }
    for (auto& value : logarithms)
    {
        value /= sum;
    }
    return logarithms;
}

inline double
LogChoose(double n, double k)
{
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

inline std::vector<double>
Binomial(uint64_t n, double p)
{
    std::vector<double> logarithms;
    for (uint64_t k = 0; k <= n; ++k)
    {
        const auto successes = static_cast<double>(k);
        const auto trials = static_cast<double>(n);
        logarithms.push_back(LogChoose(trials, successes) + successes * std::log(p) +
                             (trials - successes) * std::log1p(-p));
    }
    return Normalise(logarithms);
}

/**
 * Collects the work between stochastic events, which is to be exponential of mean 1 and independent
 * (oracle O7, time rescaling).
 */
class WorkTest
{
  public:
    /// Time has passed at a rate.
    void Pass(double rate, double seconds)
    {
        m_work += rate * seconds;
    }

    /// A stochastic event.
    void Event()
    {
        m_works.push_back(m_work);
        m_work = 0;
    }

    std::size_t GetN() const
    {
        return m_works.size();
    }

    /// Expect both at the level of 1 %.
    void Check() const
    {
        ASSERT_GT(m_works.size(), 100);
        const auto n = static_cast<double>(m_works.size());
        auto sorted = m_works;
        std::sort(sorted.begin(), sorted.end());
        double distance = 0;
        for (std::size_t i = 0; i < sorted.size(); ++i)
        {
            const double f = -std::expm1(-sorted[i]);
            const auto at = static_cast<double>(i);
            distance = std::max({distance, std::abs(f - at / n), std::abs((at + 1) / n - f)});
        }
        EXPECT_LT(distance * std::sqrt(n), 1.628) << "Kolmogorov and Smirnov";
        double sum = 0;
        for (std::size_t i = 1; i < m_works.size(); ++i)
        {
            sum += (m_works[i - 1] - 1) * (m_works[i] - 1);
        }
        EXPECT_LT(std::abs(sum / std::sqrt(n)), 2.576) << "correlation";
    }

  private:
    double m_work{0};
    std::vector<double> m_works;
};

/**
 * A population and a network of the simplest kind: communications take their time, or share a link
 * in equal parts. It checks all the while what holds in every model: O7, O8 and O9.
 */
class PopulationRun
{
  public:
    /// @param isShared whether what communications take is work on one link of rate 1
    PopulationRun(const std::string& json, uint64_t users, uint64_t seed, bool isShared = false)
        : model(GensynModel::Parse(json, "model.json")),
          times(seed),
          choices(seed + 1000),
          network(seed + 2000),
          population(model, users, times, choices),
          m_isShared(isShared)
    {
    }

    ~PopulationRun()
    {
        for (const auto& each : m_finishes)
        {
            delete each.second;
        }
    }

    PopulationRun(const PopulationRun&) = delete;
    PopulationRun& operator=(const PopulationRun&) = delete;

    void Start()
    {
        m_counts = population.Start();
        const auto counts = m_counts;
        for (uint32_t state = 0; state < counts.size(); ++state)
        {
            auto& phases = m_phases.emplace_back();
            for (uint32_t i = 0; i < model->GetStates()[state].phases.size(); ++i)
            {
                phases.push_back(population.GetPhaseCount(state, i));
            }
            m_isFirst = true;
            for (uint64_t i = 0; !model->GetStates()[state].IsStochastic() && i < counts[state];
                 ++i)
            {
                Begin(state);
            }
            m_isFirst = false;
        }
        CheckConservation();
    }

    /// Go on for some time.
    void Go(double seconds)
    {
        const double end = now + seconds;
        while (true)
        {
            constexpr double NEVER = std::numeric_limits<double>::infinity();
            const double speed =
                m_isShared ? 1 / static_cast<double>(std::max<std::size_t>(1, m_finishes.size()))
                           : 1;
            const double fire = population.GetDelay();
            const double finish =
                m_finishes.empty() ? NEVER : (m_finishes.begin()->first - m_work) / speed;
            const double lose = m_deadlines.empty() ? NEVER : m_deadlines.begin()->first - now;
            const double left = end - now;
            const double wait = std::max(0.0, std::min({fire, finish, lose, left}));
            works.Pass(SumRates(), wait);
            for (std::size_t i = 0; i < areas.size(); ++i)
            {
                areas[i] += wait * static_cast<double>(population.GetCounts()[i]);
            }
            population.Advance(wait);
            m_work += speed * wait;
            now += wait;
            if (wait == left)
            {
                now = end;
                return;
            }
            if (wait == fire)
            {
                Fire();
            }
            else
            {
                auto* over =
                    finish <= lose ? m_finishes.begin()->second : m_deadlines.begin()->second;
                Leave(over,
                      finish <= lose ? GensynPopulation::COMPLETED : GensynPopulation::ABANDONED);
            }
            if (++m_events % 1000 == 0)
            {
                CheckConservation();
            }
        }
    }

    /// Samples of the number of users in a state.
    std::vector<uint64_t> Sample(uint32_t state, int samples, double gap)
    {
        std::vector<uint64_t> counts;
        for (int i = 0; i < samples; ++i)
        {
            Go(gap);
            counts.push_back(population.GetCounts()[state]);
        }
        return counts;
    }

    /// O7, O8, O9.
    void Check()
    {
        works.Check();
        for (const auto* z : {&m_origins, &m_targets, &m_completed, &m_abandoned, &m_arrivals})
        {
            for (const auto& each : *z)
            {
                if (each.second.variance > 100)
                {
                    // 0.1 % each.
                    EXPECT_LT(std::abs(each.second.sum / std::sqrt(each.second.variance)), 3.29)
                        << "state " << each.first.first << ", " << each.first.second;
                }
            }
        }
        CheckConservation();
    }

    void CheckConservation() const
    {
        uint64_t sum = 0;
        for (uint32_t state = 0; state < model->GetStates().size(); ++state)
        {
            const auto count = population.GetCounts()[state];
            sum += count;
            ASSERT_EQ(count, m_counts[state]);
            for (uint32_t phase = 0; phase < model->GetStates()[state].phases.size(); ++phase)
            {
                ASSERT_EQ(population.GetPhaseCount(state, phase), m_phases[state][phase]);
            }
            if (!model->GetStates()[state].IsStochastic())
            {
                const auto& tally = population.GetTally(state);
                ASSERT_EQ(count, population.GetHeld(state).size());
                ASSERT_EQ(count, tally.started - tally.completed - tally.abandoned - tally.failed);
            }
        }
        ASSERT_EQ(sum, population.GetNUsers());
    }

    std::shared_ptr<const GensynModel> model;
    SeededSource times;
    SeededSource choices;
    SeededSource network;
    GensynPopulation population;
    /// What a communication of a state takes; uniform numbers of `network`.
    std::function<double(uint32_t)> drawWork = [](uint32_t) { return 1.0; };
    /// The same for those that are under way at the start; as the others where it is empty.
    std::function<double(uint32_t)> drawFirstWork;
    double now{0};
    WorkTest works;
    std::vector<double> areas; //!< integral of the counts, where it has a size
    std::function<void(const GensynPopulation::Step&)> onStep;

  private:
    struct Task : GensynPopulation::Communication
    {
        double finish;
        double deadline;
    };

    struct Martingale
    {
        double sum{0};
        double variance{0};

        void Add(bool happened, double chance)
        {
            sum += (happened ? 1 : 0) - chance;
            variance += chance * (1 - chance);
        }
    };

    /// The rate of a state, or of one of its phases, by what steps have told.
    double RateOf(uint32_t state, uint32_t phase) const
    {
        const auto& each = model->GetStates()[state];
        if (!each.IsStochastic())
        {
            return static_cast<double>(m_counts[state]) * each.impatienceRate;
        }
        double factor = 0;
        for (const auto& target : each.to)
        {
            factor += WeightOf(target);
        }
        return static_cast<double>(m_phases[state][phase]) / each.phases[phase].mean * factor;
    }

    double WeightOf(const GensynModel::Target& target) const
    {
        double weight = target.probability;
        for (const auto& condition : target.conditions)
        {
            weight *= condition.Weigh(m_counts[condition.state]);
        }
        return weight;
    }

    std::size_t GetNPhases(uint32_t state) const
    {
        return std::max<std::size_t>(1, model->GetStates()[state].phases.size());
    }

    double SumRates() const
    {
        double sum = 0;
        for (uint32_t state = 0; state < model->GetStates().size(); ++state)
        {
            for (uint32_t phase = 0; phase < GetNPhases(state); ++phase)
            {
                sum += RateOf(state, phase);
            }
        }
        return sum;
    }

    void Fire()
    {
        works.Event();
        const auto& states = model->GetStates();
        const double sum = SumRates();
        std::vector<std::vector<double>> rates(states.size());
        std::vector<std::vector<double>> chances(states.size());
        for (uint32_t state = 0; state < states.size(); ++state)
        {
            for (uint32_t phase = 0; phase < GetNPhases(state); ++phase)
            {
                rates[state].push_back(RateOf(state, phase));
            }
            double total = 0;
            for (const auto& target : states[state].to)
            {
                chances[state].push_back(WeightOf(target));
                total += chances[state].back();
            }
            for (auto& chance : chances[state])
            {
                chance /= total;
            }
        }
        const auto step = population.Fire();
        for (uint32_t state = 0; state < states.size(); ++state)
        {
            for (uint32_t phase = 0; phase < GetNPhases(state); ++phase)
            {
                m_origins[{state, phase}].Add(step.from == state && step.fromPhase == phase,
                                              rates[state][phase] / sum);
            }
        }
        const auto& targets = step.abandoned ? states[step.from].abandoned : states[step.from].to;
        for (std::size_t i = 0; i < targets.size(); ++i)
        {
            m_targets[{step.from, static_cast<uint32_t>(i)}].Add(
                step.to == targets[i].state,
                step.abandoned ? targets[i].probability : chances[step.from][i]);
        }
        if (step.abandoned)
        {
            Forget(static_cast<Task*>(step.abandoned));
        }
        Enter(step);
    }

    void Leave(Task* over, GensynPopulation::Reason reason)
    {
        const auto& state = model->GetStates()[over->GetState()];
        const auto& targets = reason == GensynPopulation::COMPLETED ? state.to : state.abandoned;
        const auto step = population.Leave(*over, reason);
        for (std::size_t i = 0; i < targets.size(); ++i)
        {
            auto& z = (reason == GensynPopulation::COMPLETED ? m_completed : m_abandoned);
            z[{step.from, static_cast<uint32_t>(i)}].Add(step.to == targets[i].state,
                                                         targets[i].probability);
        }
        Forget(over);
        Enter(step);
    }

    void Enter(const GensynPopulation::Step& step)
    {
        const auto& states = model->GetStates();
        --m_counts[step.from];
        ++m_counts[step.to];
        if (states[step.from].IsStochastic())
        {
            --m_phases[step.from][step.fromPhase];
        }
        if (states[step.to].IsStochastic())
        {
            ++m_phases[step.to][step.toPhase];
            const auto& phases = states[step.to].phases;
            for (uint32_t phase = 0; phase < phases.size(); ++phase)
            {
                m_arrivals[{step.to, phase}].Add(step.toPhase == phase, phases[phase].weight);
            }
        }
        if (onStep)
        {
            onStep(step);
        }
        if (!model->GetStates()[step.to].IsStochastic())
        {
            Begin(step.to);
        }
    }

    void Begin(uint32_t state)
    {
        auto* task = new Task;
        task->finish =
            m_work + (m_isFirst && drawFirstWork ? drawFirstWork(state) : drawWork(state));
        const auto& patience = model->GetStates()[state].impatience;
        task->deadline = patience ? now + patience->Draw(network) : -1;
        m_finishes.insert({task->finish, task});
        if (patience)
        {
            m_deadlines.insert({task->deadline, task});
        }
        population.Hold(*task, state);
    }

    void Forget(Task* task)
    {
        m_finishes.erase({task->finish, task});
        m_deadlines.erase({task->deadline, task});
        delete task;
    }

    bool m_isShared;
    bool m_isFirst{false};
    double m_work{0}; //!< of the link, for each communication; or the time
    std::set<std::pair<double, Task*>> m_finishes;
    std::set<std::pair<double, Task*>> m_deadlines;
    /// Counts as steps have told them, by state and by phase.
    std::vector<uint64_t> m_counts;
    std::vector<std::vector<uint64_t>> m_phases;
    /// By state, and phase or target.
    using Martingales = std::map<std::pair<uint32_t, uint32_t>, Martingale>;
    Martingales m_origins;
    Martingales m_targets;   //!< of stochastic events
    Martingales m_completed; //!< targets of communications
    Martingales m_abandoned;
    Martingales m_arrivals; //!< phases
    uint64_t m_events{0};
};

} // namespace ns3

#endif // POPULATION_RUN_H
