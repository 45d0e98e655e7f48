/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LAMBDAS_H
#define LAMBDAS_H

#include "ns3/callback.h"
#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

// Lambdas where ns-3 takes them only from 3.36 (events) and 3.37 (callbacks) on.

namespace ns3
{

/// A function that can be compared, as callbacks want it up to ns-3 3.36.
template <typename R, typename... Args>
class ComparableFunction
{
  public:
    explicit ComparableFunction(std::function<R(Args...)> function)
        : m_function(std::make_shared<std::function<R(Args...)>>(std::move(function)))
    {
    }

    R operator()(Args... args) const
    {
        return (*m_function)(args...);
    }

    bool operator==(const ComparableFunction& other) const
    {
        return m_function == other.m_function;
    }

    bool operator!=(const ComparableFunction& other) const
    {
        return m_function != other.m_function;
    }

  private:
    std::shared_ptr<std::function<R(Args...)>> m_function;
};

/// @return a callback with these arguments, none of them deduced, that returns nothing
template <typename... Args>
Callback<void, Args...>
CallLambda(std::decay_t<std::function<void(Args...)>> function)
{
    using Wanted = Callback<void, Args...>;
    const ComparableFunction<void, Args...> comparable(std::move(function));
    if constexpr (std::is_constructible_v<Wanted, ComparableFunction<void, Args...>>)
    {
        return Wanted(comparable);
    }
    else
    {
        return Wanted(comparable, true, true);
    }
}

inline void
CallFunction(std::function<void()> function)
{
    function();
}

inline void
ScheduleLambda(Time delay, std::function<void()> function)
{
    Simulator::Schedule(delay, &CallFunction, std::move(function));
}

} // namespace ns3

#endif // LAMBDAS_H
