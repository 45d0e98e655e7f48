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
#include <memory>
#include <random>
#include <set>
#include <string>
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
        const auto counts = population.Start();
        for (uint32_t state = 0; state < counts.size(); ++state)
        {
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
                const auto step = population.Leave(*over,
                                                   finish <= lose ? GensynPopulation::COMPLETED
                                                                  : GensynPopulation::ABANDONED);
                Forget(over);
                Enter(step);
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
        for (const auto* z : {&m_origins, &m_targets})
        {
            for (const auto& each : *z)
            {
                if (each.variance > 100)
                {
                    // Some 20 of them in all tests: 0.1 % each.
                    EXPECT_LT(std::abs(each.sum / std::sqrt(each.variance)), 3.29);
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

    /// The rate of a state, from its count alone. Phases have rates of their own.
    double RateOf(uint32_t state) const
    {
        const auto& each = model->GetStates()[state];
        const auto count = static_cast<double>(population.GetCounts()[state]);
        if (!each.IsStochastic())
        {
            return count * each.impatienceRate;
        }
        double factor = 0;
        for (const auto& target : each.to)
        {
            factor += WeightOf(target);
        }
        return count / each.phases.front().mean * factor;
    }

    double WeightOf(const GensynModel::Target& target) const
    {
        double weight = target.probability;
        for (const auto& condition : target.conditions)
        {
            weight *= condition.Weigh(population.GetCounts()[condition.state]);
        }
        return weight;
    }

    bool HasPhases() const
    {
        const auto& states = model->GetStates();
        return std::any_of(states.begin(), states.end(), [](const auto& state) {
            return state.phases.size() > 1;
        });
    }

    double SumRates() const
    {
        if (HasPhases())
        {
            return population.GetRate();
        }
        double sum = 0;
        for (uint32_t state = 0; state < model->GetStates().size(); ++state)
        {
            sum += RateOf(state);
        }
        return sum;
    }

    void Fire()
    {
        works.Event();
        const auto& states = model->GetStates();
        std::vector<double> rates;
        std::vector<std::vector<double>> chances(states.size());
        double sum = 0;
        for (uint32_t state = 0; state < states.size(); ++state)
        {
            rates.push_back(RateOf(state));
            sum += rates.back();
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
        m_origins.resize(states.size());
        m_targets.resize(states.size());
        for (uint32_t state = 0; !HasPhases() && state < states.size(); ++state)
        {
            m_origins[state].Add(step.from == state, rates[state] / sum);
        }
        if (!step.abandoned && states[step.from].to.size() > 1)
        {
            // Of the first target of each state.
            m_targets[step.from].Add(step.to == states[step.from].to.front().state,
                                     chances[step.from].front());
        }
        if (step.abandoned)
        {
            Forget(static_cast<Task*>(step.abandoned));
        }
        Enter(step);
    }

    void Enter(const GensynPopulation::Step& step)
    {
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
    std::vector<Martingale> m_origins;
    std::vector<Martingale> m_targets;
    uint64_t m_events{0};
};

} // namespace ns3

#endif // POPULATION_RUN_H
