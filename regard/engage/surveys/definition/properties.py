"""Which properties each part of a survey may have, and what each takes."""

TEXT, WORDS, BOOL, NUMBER, WHOLE, CONDITION = "text", "words", "bool", "number", "whole", "condition"
HTML, ANY, CHOICES, LIST, OBJECT, ELEMENTS = "html", "any", "choices", "list", "object", "elements"
Kind = str | tuple[str, ...]  # a tuple lists the words that may stand there
Properties = dict[str, Kind]

_PLACE: Properties = {
    "name": TEXT,
    "title": WORDS,
    "description": WORDS,
    "visible": BOOL,
    "visibleIf": CONDITION,
    "enableIf": CONDITION,
    "requiredIf": CONDITION,
    "isRequired": BOOL,
    "readOnly": BOOL,
    "requiredErrorText": WORDS,
}
_ORDER = ("none", "asc", "desc", "random")
_QUESTIONS_ORDER = ("default", "initial", "random", "inherit")
PAGE: Properties = _PLACE | {"elements": ELEMENTS, "questions": ELEMENTS, "questionsOrder": _QUESTIONS_ORDER}
PANEL: Properties = PAGE | {"type": TEXT}
_QUESTION: Properties = _PLACE | {
    "type": TEXT,
    "validators": LIST,
    "defaultValue": ANY,
    "regard": OBJECT,
    "showCommentArea": BOOL,
    "hasComment": BOOL,
    "commentText": WORDS,
    "commentPlaceholder": WORDS,
}
_CHOOSING: Properties = _QUESTION | {
    "choices": CHOICES,
    "choicesOrder": _ORDER,
    "choicesVisibleIf": CONDITION,
    "choicesEnableIf": CONDITION,
    "showOtherItem": BOOL,
    "hasOther": BOOL,
    "otherText": WORDS,
    "otherPlaceholder": WORDS,
    "otherErrorText": WORDS,
    "showNoneItem": BOOL,
    "hasNone": BOOL,
    "noneText": WORDS,
    "placeholder": WORDS,
}
_SEVERAL: Properties = _CHOOSING | {"maxSelectedChoices": WHOLE, "minSelectedChoices": WHOLE}
INPUTS = ("text", "number", "email", "tel", "url", "date", "time", "datetime-local")
_LINE: Properties = {
    "inputType": INPUTS,
    "min": ANY,
    "max": ANY,
    "step": NUMBER,
    "minErrorText": WORDS,
    "maxErrorText": WORDS,
    "maxLength": WHOLE,
    "placeholder": WORDS,
}

QUESTIONS: dict[str, Properties] = {
    "text": _QUESTION | _LINE,
    "comment": _QUESTION | {"rows": WHOLE, "maxLength": WHOLE, "placeholder": WORDS},
    "radiogroup": _CHOOSING,
    "dropdown": _CHOOSING,
    "checkbox": _SEVERAL,
    "tagbox": _SEVERAL,
    "rating": _QUESTION
    | {
        "rateType": ("labels", "stars", "smileys"),
        "rateMin": NUMBER,
        "rateMax": NUMBER,
        "rateStep": NUMBER,
        "rateCount": WHOLE,
        "rateValues": CHOICES,
        "minRateDescription": WORDS,
        "maxRateDescription": WORDS,
    },
    "ranking": _QUESTION | {"choices": CHOICES, "choicesOrder": _ORDER, "choicesVisibleIf": CONDITION},
    "boolean": _QUESTION | {"labelTrue": WORDS, "labelFalse": WORDS, "valueTrue": ANY, "valueFalse": ANY},
    "matrix": _QUESTION | {"columns": CHOICES, "rows": CHOICES, "isAllRowRequired": BOOL, "eachRowRequired": BOOL},
    "multipletext": _QUESTION | {"items": LIST},
    "slider": _QUESTION | {"min": NUMBER, "max": NUMBER, "step": NUMBER},
    "imagepicker": _SEVERAL | {"multiSelect": BOOL},
    "file": _QUESTION | {"acceptedTypes": TEXT, "allowMultiple": BOOL, "maxSize": WHOLE},
    "html": {"type": TEXT, "name": TEXT, "html": HTML, "visible": BOOL, "visibleIf": CONDITION},
}
LINES: Properties = _LINE | {
    "name": TEXT,
    "title": WORDS,
    "isRequired": BOOL,
    "requiredErrorText": WORDS,
    "validators": LIST,
}
CHOICE: Properties = {"value": ANY, "text": WORDS, "visibleIf": CONDITION, "enableIf": CONDITION, "imageLink": TEXT}
VALIDATORS: dict[str, Properties] = {
    "numeric": {"minValue": NUMBER, "maxValue": NUMBER},
    "text": {"minLength": WHOLE, "maxLength": WHOLE, "allowDigits": BOOL},
    "answercount": {"minCount": WHOLE, "maxCount": WHOLE},
    "regex": {"regex": TEXT, "caseInsensitive": BOOL},
    "email": {},
    "expression": {"expression": CONDITION},
}
TRIGGERS: dict[str, Properties] = {
    "complete": {},
    "setvalue": {"setToName": TEXT, "setValue": ANY},
    "copyvalue": {"setToName": TEXT, "fromName": TEXT},
    "skip": {"gotoName": TEXT},
    "runexpression": {"setToName": TEXT, "runExpression": CONDITION},
}
CALCULATED: Properties = {"name": TEXT, "expression": CONDITION, "includeIntoResult": BOOL}
COMPLETED: Properties = {"expression": CONDITION, "html": HTML}
SURVEY: Properties = {
    "title": WORDS,
    "description": WORDS,
    "locale": TEXT,
    "pages": LIST,
    "elements": ELEMENTS,
    "questions": ELEMENTS,
    "completedHtml": HTML,
    "completedHtmlOnCondition": LIST,
    "showProgressBar": ANY,
    "questionsOrder": ("initial", "random"),
    "calculatedValues": LIST,
    "triggers": LIST,
    "clearInvisibleValues": ("onComplete", "none", "onHidden"),
    "completeText": WORDS,
    "pageNextText": WORDS,
    "pagePrevText": WORDS,
    "showPrevButton": BOOL,
    "regard": OBJECT,
}
METRICS = ("nps", "enps", "csat", "ces5", "ces7", "stars")
QUESTION_REGARD: Properties = {"metric": METRICS, "touchpoint": TEXT, "consent": TEXT}
SURVEY_REGARD: Properties = {"quotas": LIST, "anonymous": BOOL, "theme": OBJECT}
QUOTA: Properties = {"name": TEXT, "expression": CONDITION, "limit": WHOLE, "html": HTML}
THEME: Properties = {"accent": TEXT, "scheme": ("auto", "light", "dark")}

# Properties of SurveyJS that change how a survey looks there, or nothing at all here: kept, not followed.
HARMLESS = frozenset(
    """
    autocomplete autoGenerate autoGrow acceptCarriageReturn allowResize colCount correctAnswer cellType cells dataList
    descriptionLocation displayMode displayRateDescriptionsAsExtremeItems errorLocation fitToContainer
    focusFirstQuestionAutomatic focusOnFirstError checkErrorsMode gridLayoutColumns headerView hideNumber id imageFit
    imageHeight imageWidth indent innerIndent itemSize itemTitleWidth labelCount logo logoFit logoHeight logoPosition
    logoWidth maxTimeToFinish maxTimeToFinishPage maxWidth minWidth maxImageHeight maxImageWidth minImageHeight
    minImageWidth navigationTitle navigationDescription needConfirmRemoveFile newPanelPosition page progressBarLocation
    progressBarShowPageNumbers progressBarShowPageTitles progressBarType questionDescriptionLocation
    questionErrorLocation questionStartIndex questionTitleLocation questionTitlePattern questionTitleWidth rateColorMode
    rateDescriptionLocation renderAs rowsHeaderWidth scaleColorMode searchEnabled searchMode selectAllText
    separateSpecialChoices showClearButton showCompletedPage showDuplicationMessage showLabel showLabels showMinMax
    showNavigationButtons showNumber showPageNumbers showPageTitles showPreview showQuestionNumbers showSelectAllItem
    hasSelectAll showTitle showTOC size sliderType sourceType startWithNewLine state storeDataAsText swapOrder
    textUpdateMode titleLocation titleVisible tocLocation tooltipVisibility useDisplayValuesInDynamicTexts
    validationAllowComplete validationAllowSwitchPages verticalAlign waitForUpload width widthMode requiredMark
    requiredText cookieName sendResultOnPageNext previewText editText startSurveyText maxOthersLength maxTextLength
    maxCommentLength autoAdvanceEnabled goNextPageAutomatic notificationType alternateRows columnMinWidth
    rowTitleWidth hideIfRowsEmpty forceIsRequired locationInDesigner surveyId surveyPostId developmentMode version
    """.split()
)
