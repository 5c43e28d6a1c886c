/**
 * The tests that hold every line of provider/filter, as one file: a mutant then loads them once.
 *
 * First what is quick and kills most: its first failure ends the file.
 *
 * Not here: what takes long, the comparisons with another implementation and the hostile texts.
 */
import * as fc from "fast-check";
import "./shown.test";
import "./verdicts.test";
import "./meansExpression.test";
import "./literals.test";
import "./showProblem.test";
import "./reading.test";
import "./constant.test";
import "./evaluation/pattern.test";
import "./evaluation/conformance.test";
import "./sameFilter.test";
import "./match.test";
import "./truth.test";

// That an example fails is enough: nobody reads the smallest one.
fc.configureGlobal({ endOnFailure: true });
