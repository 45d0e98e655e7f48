/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISTRIBUTION_H
#define DISTRIBUTION_H

#include "ns3/json-document.h"
#include "ns3/uniform-source.h"

#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A law of numbers that are not negative: sizes in bytes, durations in seconds. Immutable, and
 * shared by whoever draws from it. SizeDistribution is the one that is read from a table.
 */
class Distribution
{
  public:
    /// What the parameters in a JSON document stand for.
    enum class Quantity
    {
        NUMBER,  //!< plain numbers
        SECONDS, //!< numbers of seconds, or strings such as "10ms"
        BYTES    //!< numbers of bytes, or strings such as "10KiB"
    };

    virtual ~Distribution();

    /**
     * Draw a variate. A constant takes no uniform number, a lognormal and a hyperexponential
     * distribution take two, all others one.
     */
    virtual double Draw(UniformSource& uniform) const = 0;
    /// @return the mean of the smaller one of a variate and a limit
    virtual double GetLimitedMean(double limit) const = 0;
    /// @return the probability of a variate above a number, which is not negative
    virtual double GetSurvival(double number) const = 0;
    /// @return whether what is left of a variate has the law of a whole one (exponential)
    virtual bool IsMemoryless() const;
    /// @return a word for messages, such as "exponential" or the name of a file
    virtual std::string GetName() const = 0;

    /// @return the exact mean; infinite where there is none
    double GetMean() const;

    /**
     * Read a distribution:
     *
     * - a number (or a string with a unit): a constant;
     * - for bytes, a string that is the name of a published distribution (PublishedSizes);
     * - an object whose key `distribution` says how it goes on: `constant` (`value`), `uniform`
     *   (`min`, `max`), `exponential` (`mean`), `pareto` (`scale`, `shape`, perhaps `bound`),
     *   `lognormal` (`mu`, `sigma`: of the logarithm of the plain number), `hyperexponential`
     *   (`phases`, a list of objects with `weight` and `mean`), or `empirical` (`file` or `name`,
     *   perhaps `sampling`: `linear` or `step`, and `unit`, by which all sizes of a file are
     *   multiplied).
     *
     * @param json where it stands
     * @param quantity bytes, seconds or plain numbers: which strings are understood
     * @param kindKey the key that says which distribution it is, where another tool has its own
     * word
     * @return never null; of no use when the document has problems afterwards
     */
    static std::shared_ptr<const Distribution> Read(const JsonValue& json,
                                                    Quantity quantity,
                                                    const std::string& kindKey = "distribution");
};

/// One branch of a hyperexponential distribution.
struct HyperexponentialPhase
{
    double weight; //!< relative to the sum of all weights
    double mean;   //!< of an exponential, in the unit of the distribution
};

/**
 * @name Distributions by their parameters
 *
 * All throw ValueError when a parameter is out of its range.
 * @{
 */
std::shared_ptr<const Distribution> MakeConstant(double value);
/// Uniform from @p min to @p max.
std::shared_ptr<const Distribution> MakeUniform(double min, double max);
std::shared_ptr<const Distribution> MakeExponential(double mean);
/**
 * A Pareto distribution; where there is a bound, the law of those variates that do not exceed it
 * (as the attribute Bound of ns3::ParetoRandomVariable has it).
 * @param scale the smallest variate
 * @param shape exponent of the tail; the mean is infinite up to 1 where there is no bound
 * @param bound the largest variate
 */
std::shared_ptr<const Distribution> MakePareto(
    double scale,
    double shape,
    double bound = std::numeric_limits<double>::infinity());
/// @param mu mean of the logarithm; @param sigma its standard deviation
std::shared_ptr<const Distribution> MakeLognormal(double mu, double sigma);
std::shared_ptr<const Distribution> MakeHyperexponential(std::vector<HyperexponentialPhase> phases);
/// @}

} // namespace ns3

#endif // DISTRIBUTION_H
