/**
 * The tests that hold every line of provider/filter, as one file: a mutant then loads them once.
 *
 * First what is quick and kills most: its first failure ends the file.
 *
 * Not here: what takes long, the comparisons with another implementation and the hostile texts.
 */
import * as fc from "fast-check";
import "./rules/shown.test";
import "./rules/verdicts.test";
import "./rules/registry.test";
import "./lexer/isClearlyExpression.test";
import "./lexer/literals.test";
import "./report/showProblem.test";
import "./syntax/reading.test";
import "./logic/constant.test";
import "./evaluation/pattern.test";
import "./evaluation/conformance.test";
import "./sameFilter.test";
import "./match.test";
import "./logic/truth.test";

// That an example fails is enough: nobody reads the smallest one.
fc.configureGlobal({ endOnFailure: true });
