/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_POPULATION_H
#define GENSYN_POPULATION_H

#include "ns3/gensyn-model.h"
#include "ns3/uniform-source.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Any number of users of one model, as counts of users in states (Heegaard, "GenSyn", Telektronikk
 * 2/3.2001, Algorithms 1 and 2). Pure: whoever runs it keeps the time, and carries out the
 * communication of users in communication states.
 *
 * All exponential clocks of all users are one race, with one next event. That event comes when the
 * integral of the total rate has reached a number drawn from the exponential distribution of
 * mean 1. So nothing is drawn anew when a communication ends in between; what is left of that
 * number is worked off at the new rate, which has the same law.
 *
 * @code
 *   GensynPopulation users(model, 1000, times, choices);
 *   users.Start();                                  // and Hold for those that communicate
 *   loop:
 *     wait for GetDelay() seconds, or until a communication is over; then
 *     users.Advance(the seconds that have passed);
 *     step = users.Fire();                          // or: step = users.Leave(communication, why);
 *     if (step.to is a communication state) users.Hold(begun communication, step.to);
 * @endcode
 */
class GensynPopulation
{
  public:
    /// What goes on for a user in a communication state. Lives until it has left the population.
    class Communication
    {
      public:
        /// The state whose user this is.
        uint32_t GetState() const
        {
            return m_state;
        }

      protected:
        ~Communication() = default;

      private:
        friend class GensynPopulation;

        uint32_t m_state{0};
        std::size_t m_place{0}; //!< among those of its state
    };

    /// Why a user leaves a communication state.
    enum Reason
    {
        COMPLETED,
        ABANDONED, //!< lost patience
        FAILED     //!< as if abandoned
    };

    /// A user has changed state.
    struct Step
    {
        uint32_t from; //!< index of the state
        uint32_t to;   //!< index of the state
        /// Of a stochastic state, else 0.
        uint32_t fromPhase;
        uint32_t toPhase; //!< Of a stochastic state, else 0.
        /// Who lost patience in the race and has left the population: to be broken off now.
        Communication* abandoned;
    };

    /// What has become of communications, by state.
    struct Tally
    {
        uint64_t started{0};   //!< all that began
        uint64_t completed{0}; //!< to their end
        uint64_t abandoned{0}; //!< out of patience
        uint64_t failed{0};    //!< in the network
    };

    /**
     * @param model what users do
     * @param users how many
     * @param times where the times between events are drawn
     * @param choices where it is drawn who does what; both sources outlive the population
     */
    GensynPopulation(std::shared_ptr<const GensynModel> model,
                     uint64_t users,
                     UniformSource& times,
                     UniformSource& choices);

    /**
     * Put the users in their states. Once, before all else.
     * @return how many users are in each state; a communication is to be held for each of those
     * that are in a communication state
     */
    const std::vector<uint64_t>& Start();

    /// Seconds from the last change, or Advance, to the next stochastic event; infinite for never.
    double GetDelay() const
    {
        return m_rate > 0 ? m_work / m_rate : std::numeric_limits<double>::infinity();
    }

    /// The rate of stochastic events, 1/s.
    double GetRate() const
    {
        return m_rate;
    }

    /// Time has passed.
    void Advance(double seconds)
    {
        m_work -= m_rate * seconds;
        m_work = m_work < 0 ? 0 : m_work;
    }

    /// The next stochastic event happens (Algorithm 1).
    Step Fire();
    /// A communication is over (Algorithm 2); it is not held any more.
    Step Leave(Communication& communication, Reason reason);
    /// A communication has begun for a user who came to a communication state.
    void Hold(Communication& communication, uint32_t state);
    /**
     * All is over: a communication is not held any more; its user stays where it is.
     * @param communication it
     * @param hasFailed whether it counts as failed, and not as open
     */
    void Break(Communication& communication, bool hasFailed);

    /// @return of all users
    const GensynModel& GetModel() const;
    /// @return how many there are in all states
    uint64_t GetNUsers() const;
    /// Users by state.
    const std::vector<uint64_t>& GetCounts() const;
    /// Users in a phase of a stochastic state.
    uint64_t GetPhaseCount(uint32_t state, uint32_t phase) const;
    /// The communications that are held for a state.
    const std::vector<Communication*>& GetHeld(uint32_t state) const;
    /// @return what has become of communications; zeros for a stochastic state
    const Tally& GetTally(uint32_t state) const;

  private:
    /// Users with the same clock: a phase of a stochastic state, or all of a communication state
    /// whose patience is exponential.
    struct Cell
    {
        double count; //!< whole
        double rate;  //!< of one user, 1/s
        uint32_t state;
    };

    /// What a step needs to know of a state.
    struct StateInfo
    {
        uint32_t firstCell;
        uint32_t nCells;
        uint32_t place; //!< of a communication state, among those
        bool isStochastic;
        bool hasConditions;
        double factor; //!< share of the rates that conditions let through
    };

    /**
     * A uniform number of which choices take a part each: what is left of it is uniform, too, if
     * not of the finest, as ns-3's have 32 bits.
     */
    struct Choice
    {
        double uniform;
        double share; //!< of [0, 1) that it is left of
    };

    /// @return what is left to choose by, or a new number when that is too coarse
    double Refresh(Choice& choice);
    /// @return the phase, of a stochastic state
    uint32_t Arrive(uint32_t state, Choice& choice);
    /// @return the state that a user goes to
    uint32_t Choose(const std::vector<GensynModel::Target>& targets, double total, Choice& choice);
    double Weigh(const GensynModel::Target& target) const;
    void Remove(Communication& communication);
    /// Sum up the rates after a change.
    void Update();

    std::shared_ptr<const GensynModel> m_model;
    uint64_t m_users;
    UniformSource& m_times;
    UniformSource& m_choices;
    std::vector<Cell> m_cells;
    std::vector<StateInfo> m_infos;
    std::vector<uint64_t> m_counts;                  //!< by state
    std::vector<std::vector<Communication*>> m_held; //!< by communication state
    std::vector<Tally> m_tallies;                    //!< the same
    bool m_hasConditions;
    double m_rate{0};
    double m_work; //!< left of the integral of the rate until the next event
};

} // namespace ns3

#endif // GENSYN_POPULATION_H
