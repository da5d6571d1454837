# The register in R, from the plain CSV files: no package is needed.
#
#   Rscript docs/analysis.R            in a checkout
#   Rscript docs/analysis.R FOLDER     the unpacked Data Package
#
# The files are UTF-8, their first line has the names of the columns, an empty cell is unknown (NA), and a list
# has "|" between its items.

given <- commandArgs(trailingOnly = TRUE)
folder <- if (length(given) > 0) given[1] else "data"

read_table <- function(name) {
  path <- file.path(folder, paste0(name, ".csv"))
  read.csv(path, encoding = "UTF-8", na.strings = "", colClasses = "character")
}

designations <- read_table("designations")
dates <- grep("_date$", names(designations))
designations[dates] <- lapply(designations[dates], as.Date)
cat(nrow(designations), "designations,", sum(!is.na(designations$listed_date)), "with a listing date\n")

# How many were listed each year, and in which fields of work.
year <- format(designations$listed_date, "%Y")
print(table(designations$category, year))

# Days from the decision to the Ministry's order; the day of a report would make a delay that nobody caused.
ordered <- subset(designations, listed_date_basis == "order")
print(summary(as.numeric(ordered$listed_date - ordered$decision_date)))

# Articles about each organization: a table of links, as a join.
mentions <- subset(read_table("mentions"), role == "subject")
about <- merge(mentions, designations[c("id", "name")], by.x = "designation_id", by.y = "id")
print(head(sort(table(about$name), decreasing = TRUE), 5))

# Lists: what the statements accuse of.
accusations <- strsplit(na.omit(read_table("statements")$accusations), "|", fixed = TRUE)
print(sort(table(unlist(accusations)), decreasing = TRUE))
