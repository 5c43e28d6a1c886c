/**
 * The tests that hold every line of provider/filter, as one file: a mutant then loads them once.
 *
 * Not here: what takes long, the comparisons with another implementation and the hostile texts.
 */
import * as fc from "fast-check";
import "./evaluation/conformance.test";
import "./evaluation/pattern.test";
import "./literals.test";
import "./match.test";
import "./meansExpression.test";
import "./reading.test";
import "./sameFilter.test";
import "./showProblem.test";
import "./truth.test";
import "./verdicts.test";

// That an example fails is enough: nobody reads the smallest one.
fc.configureGlobal({ endOnFailure: true });
